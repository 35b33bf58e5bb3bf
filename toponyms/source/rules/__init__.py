"""The rules of `toponyms check`; `RULES` holds them by id."""

from __future__ import annotations

from toponyms.source.rules import (
    chains,
    collisions,
    following,
    layout,
    letters,
    names,
    reading,
    references,
    register,
    values,
)  # fmt: skip
from toponyms.source.rules.base import RULES, File, Finding, Rule

__all__ = [
    "RULES", "File", "Finding", "Rule", "chains", "collisions", "following", "layout", "letters", "names", "reading",
    "references", "register", "values",
]  # fmt: skip
