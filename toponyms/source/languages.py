"""Language tags (BCP 47) and country codes (ISO 3166-1): which are well formed, and which was meant."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|\d{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(?:-x(?:-[A-Za-z0-9]{1,8})+)?"
)
_TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu sh"
)
# Country codes and three-letter codes that people write for the language; the right tag beside each.
_SLIPS = {
    "ua": "uk", "ukr": "uk", "rus": "ru", "eng": "en", "by": "be", "bel": "be", "pol": "pl", "deu": "de", "ger": "de",
    "hun": "hu", "ron": "ro", "rum": "ro", "cz": "cs", "ces": "cs", "cze": "cs", "slk": "sk", "tur": "tr", "fra": "fr",
    "fre": "fr", "bul": "bg", "ell": "el", "gre": "el", "gr": "el", "lit": "lt", "heb": "he", "yid": "yi", "ita": "it",
    "spa": "es", "kz": "kk", "kaz": "kk", "kat": "ka", "geo": "ka", "hye": "hy", "arm": "hy", "zho": "zh", "chi": "zh",
    "jpn": "ja", "jp": "ja", "cn": "zh", "ara": "ar", "srp": "sr", "hrv": "hr", "lav": "lv", "est": "et", "fin": "fi",
    "swe": "sv", "lat": "la", "tat": "tt", "crt": "crh",
}  # fmt: skip
_COUNTRIES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
# Those in which names are on record, for messages and explanations.
NAMED = {
    "be": "Belarusian", "bg": "Bulgarian", "crh": "Crimean Tatar", "cs": "Czech", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fr": "French", "hu": "Hungarian", "it": "Italian", "kk": "Kazakh",
    "la": "Latin", "lt": "Lithuanian", "pl": "Polish", "ro": "Romanian", "ru": "Russian", "rue": "Rusyn",
    "sk": "Slovak", "tr": "Turkish", "uk": "Ukrainian", "yi": "Yiddish",
}  # fmt: skip
LANGUAGES = frozenset(_TWO_LETTERS.split())
COUNTRIES = frozenset(_COUNTRIES.split())


def is_language(tag: str) -> bool:
    """Tell whether a field is a well-formed BCP 47 language tag that can name a language.

    Examples:
        >>> is_language("uk"), is_language("crh"), is_language("sr-Latn"), is_language("ua"), is_language("also")
        (True, True, True, False, False)
    """
    found = _TAG.fullmatch(tag)
    if not found:
        return False
    language = found["language"]
    return language in LANGUAGES if len(language) == 2 else language.islower() and language not in _SLIPS


def language_slip(tag: str) -> str | None:
    """Return the tag that was meant by what is often written for it: "ua" for Ukrainian, "RU", "uk_Latn"."""
    lowered = tag.lower().replace("_", "-")
    head, _, rest = lowered.partition("-")
    meant = _SLIPS.get(head, head)
    parts = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest.split("-")]
    candidate = "-".join((meant, *parts)) if rest else meant
    return candidate if candidate != tag and is_language(candidate) else None
