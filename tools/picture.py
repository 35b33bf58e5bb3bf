"""Draw the picture of the README, from the answers of the library: how names of one town lead to it, and its names
through time.

    python -m tools.picture           write docs/pokrovsk.svg
    python -m tools.picture --check   write nothing; fail if the picture there is old
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from toponyms import fold, get, resolve
from toponyms.dates import parse
from toponyms.model import Match, Name
from toponyms.text.layouts import retyped

TARGET = Path(__file__).parent.parent / "docs" / "pokrovsk.svg"
PLACE = "pokrovsk-donetsk"
WRITTEN = (
    "Покровську", "Pokrowsk", "Красноармейск", "Krasnoarmiisk", "Krasnoarmersk", "Krasnoarmesyk", "Rhfcyjfhvtqcr",
)  # fmt: skip
WIDTH, ROW, TOP = 880, 30, 34
LEFT, MIDDLE, RIGHT = 182, 446, 646  # edges: of the names, of the reasons, of the place
FIRST_YEAR, LAST_YEAR = 1875, 2030
_STYLE = """\
text{font-family:Georgia,'Times New Roman',serif;font-size:15px;fill:#1f2328}
.why{font-size:12.5px;font-style:italic;fill:#57606a}
.small{font-size:12px;fill:#57606a}
.big{font-size:24px}
.mono{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12.5px;fill:#57606a}
path{fill:none;stroke:#b08a3e;stroke-width:1.3}
rect.card{fill:#fbf9f4;stroke:#d8d2c4}
rect.now{fill:#2a6f97}rect.was{fill:#b08a3e}
.bar{fill:#fff;font-size:12px}
@media(prefers-color-scheme:dark){text{fill:#e6e6e6}.why,.small,.mono{fill:#a8b0b9}rect.card{fill:#1d2126;stroke:#3b424a}
rect.now{fill:#3f87b3}rect.was{fill:#9a7836}.bar{fill:#fff}}"""


_LANGUAGES = {"uk": "Ukrainian", "ru": "Russian", "de": "German", "en": "English"}


def reason(written: str, match: Match) -> str:
    """Say in few words how a name led to the place."""
    name, origin = match.name, match.origin
    if match.step == "fuzzy":
        mended = next((text for text in retyped(written) if fold(text) == fold(origin.text)), "")
        return f"{origin.text}, on another keyboard layout" if mended else f"a slip in {name.text}"
    if match.step == "inflected":
        return f"a case form of {origin.text}"
    if origin.kind == "misspelling":
        return "a misspelling on record"
    until = f" until {origin.until[:4]}" if origin.until else ""
    if match.step == "romanised":
        return f"{name.system} for {origin.text}{until}"
    if match.step == "folded":
        return f"{origin.text},{until}" if until else origin.text
    return f"the {_LANGUAGES[origin.lang or 'en']} name{until}"


def draw() -> str:
    """Return the picture as SVG."""
    place = get(PLACE)
    below = TOP + ROW * len(WRITTEN) + 26
    centre = TOP + ROW * (len(WRITTEN) - 1) / 2
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {below + 70}" role="img">',
        f"<title>Names that lead to {place.name}, and its names through time</title>",
        f"<style>{_STYLE}</style>",
    ]
    for number, written in enumerate(WRITTEN):
        answer = resolve(written)
        if answer.id != PLACE:
            msg = f"{written} is no name of {PLACE} any more: {answer.explain()}"
            raise SystemExit(msg)
        y = TOP + ROW * number
        why = reason(written, answer.candidates[0])
        lines += [
            f'<text x="{LEFT}" y="{y + 5}" text-anchor="end">{escape(written)}</text>',
            f'<text class="why" x="{LEFT + 18}" y="{y + 4}">{escape(why)}</text>',
            f'<path d="M{MIDDLE} {y}C{MIDDLE + 110} {y} {RIGHT - 110} {centre} {RIGHT - 6} {centre}"/>',
        ]
    lines += [
        f'<rect class="card" x="{RIGHT}" y="{centre - 52}" width="{WIDTH - RIGHT - 10}" height="104" rx="6"/>',
        f'<text class="big" x="{RIGHT + 18}" y="{centre - 16}">{place.name}</text>',
        f'<text x="{RIGHT + 18}" y="{centre + 6}">{place.name_in("uk")}, {place.kind}</text>',
        f'<text class="mono" x="{RIGHT + 18}" y="{centre + 26}">{place.id}</text>',
        f'<text class="mono" x="{RIGHT + 18}" y="{centre + 42}">p-code {place.ids["pcode"]}</text>',
        *_timeline(below),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _timeline(y: int) -> Iterator[str]:
    """Draw the Ukrainian names one after the other, from the years on record."""
    names = [name for name in get(PLACE).names if name.lang == "uk" and name.kind in ("former", "official")]
    begin = 0.0
    for name in sorted(names, key=_end):
        start = parse(name.since).first.year if name.since else begin
        end = min(_end(name), LAST_YEAR)
        left, right = _x(max(start, FIRST_YEAR)), _x(end)
        kind = "now" if name.until is None else "was"
        yield f'<rect class="{kind}" x="{left:.0f}" y="{y}" width="{right - left - 2:.0f}" height="26" rx="3"/>'
        if right - left > 9 * len(name.text):
            where = f'class="bar" x="{(left + right) / 2:.0f}" y="{y + 17}"'
        else:  # no room inside
            where = f'class="small" x="{(left + right) / 2:.0f}" y="{y - 6}"'
        yield f'<text {where} text-anchor="middle">{name.text}</text>'
        low = 57 if right - left < 32 else 43  # the year after a short bar would stand in its way
        yield f'<text class="small" x="{left:.0f}" y="{y + low}">{start:.0f}</text>'
        begin = end


def _x(year: float) -> float:
    return 20 + (year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR) * (WIDTH - 40)


def _end(name: Name) -> float:
    return float(parse(name.until).last.year) if name.until else float(LAST_YEAR)


def main() -> None:
    """Write the picture, or check it."""
    picture = draw()
    if "--check" not in sys.argv:
        TARGET.write_text(picture, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != picture:
        msg = f"{TARGET.name} is old: run python -m tools.picture"
        raise SystemExit(msg)


if __name__ == "__main__":
    main()
