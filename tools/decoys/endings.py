"""Count how much oftener surnames end in some letters than Ukrainian places: the table in toponyms/text/decoys.py.

The forms of surnames that more than three people bear stand against the forms of the last words of the names of cities,
settlements and villages in Ukrainian, Russian and English. An ending of two to five letters is listed if it ends a
fair share of either and its odds differ enough from those of the shorter ending that would stand in for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

FAIR_SHARE = 0.0015
APART = 3.0
LIMIT = 50.0  # odds beyond this rest on a handful of names, and mean the same


def odds_of_endings(surnames: Iterable[str], places: Iterable[str]) -> dict[str, float]:
    """Give the odds by ending, for forms of both."""
    surname_forms, place_forms = set(surnames), set(places)
    of_surnames, of_places = _count(surname_forms), _count(place_forms)
    odds: dict[str, float] = {}
    for length in range(2, 6):
        for ending in sorted(of_surnames | of_places):
            if len(ending) != length:
                continue
            share, place_share = of_surnames[ending] / len(surname_forms), of_places[ending] / len(place_forms)
            if max(share, place_share) < FAIR_SHARE:
                continue
            shorter = next((odds[ending[cut:]] for cut in range(1, length - 1) if ending[cut:] in odds), 1.0)
            own = (share + 1 / len(surname_forms)) / (place_share + 1 / len(place_forms))
            own = min(LIMIT, max(1 / LIMIT, own))
            if max(own / shorter, shorter / own) >= (APART if length > 2 else 2):
                odds[ending] = float(f"{own:.1g}")
    return odds


def _count(forms: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for form in forms:
        counts.update(form[-length:] for length in range(2, 6) if len(form) >= length + 2)
    return counts
