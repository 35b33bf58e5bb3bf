"""The index that the wheel carries, opened without what compiling needs: mostly there is nothing to compile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toponyms.datafiles import data_file
from toponyms.errors import IndexDamaged
from toponyms.index.read import Index

if TYPE_CHECKING:
    import logging

FILE = data_file("shipped.tpx")


def logger() -> logging.Logger:
    """Return what the index says its warnings to."""
    import logging  # not before there is something to say: it takes as long to import as a name to resolve

    return logging.getLogger("toponyms")


def open_carried() -> Index | None:
    """Open the wheel's own index; a checkout has none, and one that is damaged is a warning."""
    try:
        return Index.open(FILE)
    except FileNotFoundError:
        return None
    except (OSError, IndexDamaged) as error:
        logger().warning("the shipped index cannot be used (%s); it is built again", error)
        return None
