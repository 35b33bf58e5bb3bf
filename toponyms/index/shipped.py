"""The index that the wheel carries, opened without what compiling needs: mostly there is nothing to compile."""

from __future__ import annotations

from toponyms.datafiles import data_file
from toponyms.errors import IndexDamaged
from toponyms.index.read import Index

FILE = data_file("shipped.tpx")


def open_carried() -> Index | None:
    """Open the wheel's own index; a checkout has none, and one that is damaged is a warning."""
    try:
        return Index.open(FILE)
    except FileNotFoundError:
        return None
    except (OSError, IndexDamaged) as error:
        import logging

        logging.getLogger("toponyms").warning("the shipped index cannot be used (%s); it is built again", error)
        return None
