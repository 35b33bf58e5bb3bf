"""Where the data of the package lies, and its texts."""

from __future__ import annotations

import os

# By hand: `pathlib` takes as long to import as a tenth of the first answer of a new process.
_FOLDER = os.path.join(os.path.dirname(__file__), "data")  # noqa: PTH118, PTH120


def data_file(name: str) -> str:
    """Return the path of a file or folder that the package carries."""
    return os.path.join(_FOLDER, name)  # noqa: PTH118


def data_text(name: str) -> str:
    """Return the text of a file that the package carries."""
    with open(data_file(name), encoding="utf-8") as file:  # noqa: PTH123
        return file.read()
