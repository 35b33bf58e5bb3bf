"""Doors to other programs, one module each, named after the program; importing the module opens the door.

Each needs its program, which an extra brings: `pip install "toponyms[pandas]"`. None is imported by the rest of the
package, and all use its public names only.
"""

from __future__ import annotations


def missing(extra: str) -> ImportError:
    """Return the error to raise where the program of a door is not installed.

    Args:
        extra: The name of the extra that brings it.

    Examples:
        >>> raise missing("pandas")
        Traceback (most recent call last):
        ImportError: this needs the extra "pandas": pip install "toponyms[pandas]"
    """
    return ImportError(f'this needs the extra "{extra}": pip install "toponyms[{extra}]"')
