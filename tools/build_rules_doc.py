"""Write docs/rules.md, the rules of `toponyms check`, from the rules' own docstrings.

Usage: `python -m tools.build_rules_doc`. A test holds the file to what this program makes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from toponyms.source import register
from toponyms.source.fix import FIXED
from toponyms.source.judge import judge
from toponyms.source.rules import RULES, Rule
from toponyms.source.world import World

DEFAULT = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
# The ten that a new contributor meets first, roughly in the order of meeting them.
FIRST = (
    "unknown-field", "yaml-syntax", "yaml-tab", "bad-date", "bad-lang", "wrong-script", "duplicate-name", "true-name",
    "unsorted-list", "missing-field",
)  # fmt: skip
_HEAD = """\
# The rules of `toponyms check`

*Made from the rules' own docstrings by `python -m tools.build_rules_doc`; tests hold every example to what it says.*

Each message begins with the file, the line and the column, says what is wrong, and ends with the id of the rule in
brackets. Below it stand the line itself, a mark under the place, and how to mend it. **Errors** fail the check;
**notes** are worth a look, are shown by `--notes`, and fail nothing. A rule that *can be excused* is switched off for
one item or one entry, with the reason, in the file:

```yaml
    - text: Krasnokamensk
      allow:
        true-name: a town in Zabaykalsky Krai has it; the report speaks of Pokrovsk
```

`toponyms check --changed-since REF` shows only what a change has brought in, and with `--answers` also where it alters
the answer for a name of some other place. `toponyms check --fix` mends what has only one mending:

{fixed}.

"""


def text() -> str:
    """Return docs/rules.md."""
    world = World(register=register.read())
    rows = [_HEAD.replace("{fixed}", ",\n".join(f"[{one}](#{one})" for one in sorted(FIXED))).strip("\n"), ""]
    rows += ["## Ten messages to begin with", ""]
    rows += [row for name in FIRST for row in _section(RULES[name], world)]
    rows += ["## All others", ""]
    rows += [row for name in sorted(RULES) if name not in FIRST for row in _section(RULES[name], world)]
    return "\n".join(rows).rstrip("\n") + "\n"


def _section(rule: Rule, world: World) -> list[str]:
    kind = "Error" if rule.severity == "error" else "Note"
    if rule.allowable:
        kind += "; can be excused"
    rows = [f"### {rule.id}", "", f"*{kind}.* {rule.paragraph}", ""]
    if "\n\nWrong:" not in rule.docstring:
        return rows
    found = judge(rule.wrong.encode(), "gazetteer.yaml", world).problems
    problem = next(each for each in found if each.rule == rule.id)
    rows += ["Wrong:", "", "```yaml", rule.wrong.rstrip("\n"), "```", ""]
    rows += ["The message:", "", "```text", str(problem), "```", ""]
    return [*rows, "Mended:", "", "```yaml", rule.right.rstrip("\n"), "```", ""]


def main() -> int:
    """Write the file."""
    DEFAULT.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
