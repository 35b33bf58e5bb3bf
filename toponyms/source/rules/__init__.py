"""The rules of `toponyms check`; `RULES` holds them by id.

A new one is a function with `@rule` (see `base`) in a module of this folder, a pair of files in tests/bad/, and
`python -m tools.build_rules_doc`.
"""

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
