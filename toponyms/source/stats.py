"""What a gazetteer holds, counted: places by kind and oblast, names by kind and language, renamings by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from toponyms.dates import parse
from toponyms.model import Place

_FIRST = 1900  # before, there is a name or two a decade


@dataclass(slots=True)
class Stats:
    """The counts; `renamed` holds the years in which official names ended, `renamed_between` longer intervals."""

    places: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    oblasts: Counter[str] = field(default_factory=Counter)
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    without_source: Counter[str] = field(default_factory=Counter)
    renamed: Counter[int] = field(default_factory=Counter)
    renamed_between: Counter[str] = field(default_factory=Counter)
    undated: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain dicts, the largest first."""
        names: dict[str, dict[str, int]] = {}
        for (kind, lang), count in self.names.most_common():
            names.setdefault(kind, {})[lang] = count
        return {
            "places": dict(self.places.most_common()),
            "countries": dict(self.countries.most_common()),
            "oblasts": dict(self.oblasts.most_common()),
            "names": names,
            "names_without_source": dict(self.without_source.most_common()),
            "renamed_by_year": {str(year): self.renamed[year] for year in sorted(self.renamed)},
            "renamed_between": dict(sorted(self.renamed_between.items())),
            "former_names_without_date": self.undated,
        }


def count(places: Iterable[Place]) -> Stats:
    """Count what places hold.

    A change of name is counted once for a place and a date, in however many languages its name is given. A date that
    is an interval of more than one year is counted as the interval.

    Args:
        places: All places.
    """
    found = Stats()
    for place in places:
        found.places[place.kind] += 1
        found.countries[place.country] += 1
        if place.country == "UA":
            found.oblasts[place.parents[-1] if place.parents else place.id] += 1
        changes = set()
        for name in place.names:
            found.names[name.kind, name.lang or "none"] += 1
            if name.kind in ("former", "misspelling", "also") and not name.source:
                found.without_source[name.kind] += 1
            if name.kind == "former":
                changes.add(name.until or name.text)
        for until in changes:
            _date(until, found)
    return found


def _date(until: str, found: Stats) -> None:
    try:
        span = parse(until)
    except ValueError:  # the text of a name that has no date
        found.undated += 1
        return
    if span.first.year == span.last.year:
        found.renamed[span.first.year] += 1
    else:
        found.renamed_between[f"{span.first.year}/{span.last.year}"] += 1


def table(found: Stats) -> str:
    """Write the counts as a table for people."""
    told = found.to_dict()
    rows = []
    for title, counts in (
        ("places by kind", told["places"]), ("places by oblast", told["oblasts"]),
        ("places by country", told["countries"]),
    ):  # fmt: skip
        rows += ["", f"{title} ({sum(counts.values()):,})", *_rows(counts)]
    for kind, counts in told["names"].items():
        rows += ["", f"names, {kind}, by language ({sum(counts.values()):,})", *_rows(counts)]
    rows += ["", "names without a source", *_rows(told["names_without_source"])]
    dated = {**told["renamed_by_year"], **told["renamed_between"]}
    rows += ["", f"changes of name by year ({sum(dated.values()):,})", *_rows(dict(sorted(dated.items())))]
    if found.undated:
        rows += _rows({"without a date": found.undated})
    return "\n".join(rows[1:])


def _rows(counts: dict[str, int]) -> list[str]:
    return [f"  {name:<32}{count:>8,}" for name, count in counts.items()]


def chart(found: Stats) -> str:
    """Draw the changes of name by year as SVG; what lies in a longer interval is not in it."""
    years = {year: number for year, number in found.renamed.items() if year >= _FIRST}
    if not years:
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n'
    first, last, highest = min(years) // 10 * 10, max(years), max(years.values())
    step, floor, height = 6, 130, 110
    width = (last - first + 1) * step + 60
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 160" font-family="sans-serif" font-size="9">',
        "<title>Changes of name by year</title>",
        f'<path d="M30 {floor}H{width - 20}" stroke="#888"/>',
    ]
    for year in range(first, last + 1, 10):
        rows.append(f'<text x="{30 + (year - first) * step}" y="{floor + 14}" fill="#666">{year}</text>')
    for year, number in sorted(years.items()):
        tall = max(1.0, number / highest * height)
        x, y = 30 + (year - first) * step, floor - tall
        rows.append(
            f'<rect x="{x}" y="{y:.1f}" width="{step - 1}" height="{tall:.1f}" fill="#2a6f97">'
            f"<title>{year}: {number:,}</title></rect>"
        )
        if number >= highest / 6:
            rows.append(f'<text x="{x + step / 2 - 0.5}" y="{y - 3:.1f}" text-anchor="middle">{number:,}</text>')
    return "\n".join([*rows, "</svg>"]) + "\n"
