"""The score: how likely a place was meant. All its parameters are here, in one table.

A candidate weighs (prior of its place and kind of name, from the index) × (how it was found) × (hints). Its score is
its share of the weight of all candidates and of "nothing on record", whose weight depends on the step: it is next to
nothing when the name is on record, and grows with every edit and with shortness, because short words lie near many
names.
"""

from __future__ import annotations

# What a step leaves of a candidate's weight.
FOLDED = 0.98  # case, accents or apostrophes differ, and another name has the writing itself
ROMANISED = 0.9  # the name in Latin letters by a known system (fully that of a name on record: see the index)
INFLECTED = 0.6  # a case form of a name on record
LOOSE_SKELETON = 0.5  # a romanisation by no known system
LOOSE_STEM = 0.2  # an ending that no paradigm gives

# The weight of "nothing on record", in the same units as a place's prior (a town of 1,000 people weighs about 1).
NOTHING_EXACT = 0.0005
NOTHING_SKELETON = 0.3
NOTHING_STEM = 1.0
NOTHING_ONE_EDIT = 0.35
NOTHING_TWO_EDITS = 3.0
SHORT = 8  # letters; a shorter name makes "nothing" likelier by this factor a letter:
SHORTER = 1.7
LONGER = 0.8
SIMILARITY_POWER = 12.0  # how fast a candidate's weight falls with its similarity


def nothing(step_weight: float, letters: int) -> float:
    """Return the weight of "nothing on record" for a name of so many letters."""
    missing = SHORT - letters
    return step_weight * (SHORTER**missing if missing > 0 else LONGER ** min(-missing, 6))


def by_similarity(similarity: float) -> float:
    """Return what a similarity leaves of a candidate's weight."""
    return float(similarity**SIMILARITY_POWER)
