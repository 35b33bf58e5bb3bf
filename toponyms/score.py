"""The score: how likely a place was meant by a name that is looked up. Its parameters are here, in one table.

Not here: costs of slips (`slips`), priors of places (`index.prior`), hints (`hints`), running text (`evidence`).

A candidate weighs (prior of its place and kind of name, from the index) × (how it was found) × (hints). Its score is
its share of the weight of all candidates and of "nothing on record", whose weight depends on the step: it is next to
nothing when the name is on record, and grows with every edit, with shortness (short words lie near many names) and
with an ending that surnames have and places have not.
"""

from __future__ import annotations

from toponyms.text.decoys import surname_odds

# What a step leaves of a candidate's weight.
FOLDED = 0.02  # a town abroad whose name only folds to the key, where a Ukrainian place has the very writing
ROMANISED = 0.9  # the name in Latin letters by a known system (fully that of a name on record: see the index)
RUSSIAN = 0.3  # a name with the ending that Russian texts would give it: "Шахово" for Шахове, «Шаховое» on record
INFLECTED = 0.6  # a case form of a name on record

# The power of the prior against "nothing on record", for names with slips.
POWER_ONE_EDIT = 0.5
POWER_TWO_EDITS = 0.4

OTHER_KIND = 0.03  # another kind of place than the question says
NEXT_KIND = 0.15  # a settlement that the question calls a village, or the reverse; a village where a city is likelier
NOTHING_OF_KIND = 4.0  # more than all candidates together, where the question says a river and only towns have the name
NOTHING_FITS = 0.05  # less, where the question says a river and a river has the name
CENTRE = 4.0  # what makes the town likelier that a raion is called after, of those of which an adjective can be made
OTHER_COUNTRY = 0.0005  # another country than the question says

# The weight of "nothing on record", in the same units as a place's prior (a town of 1,000 people weighs 1).
NOTHING_EXACT = 0.0005
NOTHING_RULE = 0.001
NOTHING_RULE_DECOY = 1  # for a word or a name of people
NOTHING_RULE_SURNAME = 0.06  # for what ends as surnames do
NOTHING_INFLECTED = 0.02
NOTHING_RUSSIAN = 0.2
NOTHING_ONE_EDIT = 0.04
NOTHING_TWO_EDITS = 1.0
NOTHING_ELSEWHERE = 50.0  # more, for a slip inside an area when places outside have just the name that was written
ALIKE_WITHIN = 0.2  # less, for a free romanisation inside an area
NOTHING_ABBREVIATED = 0.02  # for a name with a word cut short
NOTHING_INITIAL = 0.3  # and to one letter, which may be the initial of a person
NOTHING_RETYPED = 0.02
RETYPED_SLIP = 0.12  # what a slip besides the wrong layout leaves of a candidate's weight
LEAST_RETYPED = 5  # letters of a name typed in the wrong layout
NOTHING_DECOY = 8  # more, for a decoy that is asked for within an area
LEAST_FOR_TWO_EDITS = 5  # letters
SHORT = 8  # letters; a shorter name makes "nothing" likelier by this factor a letter, a longer one less likely:
SHORTER = 2.3
LONGER = 0.45
SURNAME = 0.8  # the power of the odds of a surname's ending
PLACE_LIKE = 0.1  # the least odds: an ending that places have is that of many places abroad, too


def nothing(step_weight: float, key: str) -> float:
    """Return the weight of "nothing on record" for a name that is not on record as it is written."""
    missing = SHORT - len(key)
    length = SHORTER**missing if missing > 0 else LONGER ** min(-missing, 6)
    return float(step_weight * length * max(surname_odds(key), PLACE_LIKE) ** SURNAME)


def clipped(key: str, name: str) -> float:
    """Return what is left of the weight of a name that is shorter than what was asked: Bar is not meant by "barrio"."""
    return float(SHORTER ** min(0, len(name) - min(len(key), SHORT)))
