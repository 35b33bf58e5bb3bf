"""Tell words, first names, surnames and foreign towns from names of Ukrainian places, by a small filter and by shape.

*Petrova* is one letter from Petrove, *Rusakova* two from Rusakivka, and neither is a slip of the pen. So a key that is
a decoy counts only when a name on record, or one that follows from it by rule, has that key: whoever resolves a name
looks there first and asks here before anything vaguer. Three answers, from sure to weak:

- `is_decoy`: the key is on a list of words, names or foreign towns, or ends like nothing but a Slavic surname;
- `surname_shape`: the key ends as surnames do and names of places seldom; a similar name of a place is doubtful;
- `place_shape`: the key ends as names of places do and surnames seldom; a similar name is likely.

`surname_odds` is the number that the last two rest on.

The lists are not stored, but a filter that knows a few bits of each of their entries (`data/decoys.bin`): of keys that
are on no list it takes one in 512 for a decoy, and it misses no entry. The entries are *forms*: keys without the
differences between romanisations, yet with their endings (`skeleton` is no use here: for it Ivanova is Ivaniv).
`tools/build_decoys.py` makes the file; docs/decoys.md names the sources and gives the figures.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from toponyms.datafiles import data_file
from toponyms.errors import IndexDamaged
from toponyms.text.keys import undoubled

if TYPE_CHECKING:
    from hashlib import blake2b

KINDS: Final = ("word", "first-name", "surname", "foreign-town")
FILE: Final = data_file("decoys.bin")

MAGIC: Final = b"TPNYMDCY"
VERSION: Final = 1
HEADER: Final = struct.Struct("<8sHBBIIII")
"""Magic, version, bits of the fingerprint, seed, entries, length and number of segments, CRC-32 of all else."""

KIND_BITS: Final = 2
LEAST: Final = 3
"""Forms with fewer letters are on no list: two letters are an abbreviation of anything."""


class Filter(NamedTuple):
    """A binary fuse filter: three slots of a key, combined by exclusive or, give its fingerprint and its kind."""

    slots: bytes
    seed: int
    fingerprint_bits: int
    entries: int
    segment: int
    segments: int

    def kind(self, form: str) -> int | None:
        """Give the number of the kind of a form, or None if it is in no list."""
        places, fingerprint = hashed(form, self.seed, self.segment, self.segments)
        width = self.fingerprint_bits + KIND_BITS
        value = 0
        for place in places:
            bit = place * width
            value ^= int.from_bytes(self.slots[bit >> 3 : (bit >> 3) + 3], "little") >> (bit & 7)
        value ^= fingerprint << KIND_BITS
        value &= (1 << width) - 1
        return None if value >> KIND_BITS else value


def hashed(form: str, seed: int, segment: int, segments: int) -> tuple[tuple[int, int, int], int]:
    """Give the three slots of a form, in three neighbouring segments, and more bits than any fingerprint has."""
    digester = _digester(seed).copy()
    digester.update(form.encode())
    digest = digester.digest()
    number = int.from_bytes(digest[:8], "little")
    first = (number * ((segments - 2) * segment)) >> 64
    mask = segment - 1
    second = (first + segment) ^ ((number >> 18) & mask)
    third = (first + 2 * segment) ^ (number & mask)
    return (first, second, third), int.from_bytes(digest[8:], "little")


@cache
def _digester(seed: int) -> blake2b:
    from hashlib import blake2b  # not before there is something to hash: it brings OpenSSL along

    return blake2b(digest_size=12, salt=bytes((seed,)))


def read(data: bytes, where: str = "decoys") -> Filter:
    """Read a filter from the bytes of its file.

    Args:
        data: The bytes of the file.
        where: What to call the file in an error.

    Raises:
        IndexDamaged: The bytes are no such file, are of another version, or have been changed.
    """
    if len(data) < HEADER.size or data[: len(MAGIC)] != MAGIC:
        msg = f"{where} is no list of decoys. Install the package again, or build the file with tools/build_decoys.py."
        raise IndexDamaged(msg)
    _, version, bits, seed, entries, segment, segments, checksum = HEADER.unpack_from(data)
    if version != VERSION:
        msg = f"{where} has version {version}, this code reads version {VERSION}. Install code and data of one release."
        raise IndexDamaged(msg)
    slots = data[HEADER.size :]
    sound = segment and segments > 2 and not segment & (segment - 1) and 0 < bits <= 14
    enough = len(slots) == slots_size(segment * segments, bits)
    if not sound or not enough or zlib.crc32(slots, zlib.crc32(data[: HEADER.size - 4])) != checksum:
        msg = f"{where} is damaged: its checksum does not fit. Install the package again."
        raise IndexDamaged(msg)
    return Filter(slots, seed, bits, entries, segment, segments)


def slots_size(slots: int, fingerprint_bits: int) -> int:
    """Give the number of bytes of that many slots, with two to spare, so that three can be read anywhere."""
    return (slots * (fingerprint_bits + KIND_BITS) + 7) // 8 + 2


@cache
def _filter() -> Filter:
    try:
        with open(FILE, "rb") as file:  # noqa: PTH123  # see `toponyms.datafiles`
            data = file.read()
    except FileNotFoundError:
        msg = f"{FILE} is missing. Install the package again, or build the file with tools/build_decoys.py."
        raise IndexDamaged(msg) from None
    return read(data, FILE)


# As in `keys.skeleton`, but и/і/й/y/j alone fall together, not е too, and no ending is lost.
_WITH_H: Final = (
    ("shch", "s"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("kh", "h"), ("gh", "h"), ("zh", "z"),
    ("ch", "c"), ("ph", "f"),
)  # fmt: skip
_OTHERS: Final = (("sz", "s"), ("cz", "c"), ("tz", "c"), ("ts", "c"), ("x", "ks"))
_LETTERS: Final = bytes.maketrans(b"gqwjy", b"hkvii")
_VOWELS: Final = (
    ("iia", "a"), ("ia", "a"), ("iiu", "u"), ("iu", "u"), ("ou", "u"), ("iie", "e"), ("ie", "e"), ("io", "e"),
)  # fmt: skip


@lru_cache(maxsize=256)  # a question asks for the form of its key three times
def form(key: str) -> str:
    """Remove from a key what differs between romanisations, and the spaces, but no ending.

    Examples:
        >>> [form(name) for name in ("goncharenko", "honcharenko", "gontcharenko")]
        ['honcarenko', 'honcarenko', 'honcarenko']
        >>> form("ivanova"), form("ivanove"), form("ivaniv")
        ('ivanova', 'ivanove', 'ivaniv')
    """
    key = key.replace("ck", "k")
    if "h" in key:
        for old, new in _WITH_H:
            if old in key:
                key = key.replace(old, new)
    for old, new in _OTHERS:
        if old in key:
            key = key.replace(old, new)
    key = undoubled(key.encode().translate(_LETTERS, b" ").decode())
    if "i" in key or "ou" in key:
        for old, new in _VOWELS:
            if old in key:
                key = key.replace(old, new)
        key = undoubled(key)
    return key


# How many times commoner an ending of forms is among surnames than among names of Ukrainian places; sorted from the
# last letter on. Counted by `python -m tools.build_decoys SOURCES --endings`.
_ODDS_TEXT: Final = """
    ba 5  ca 0.3  vica 0.03  da 3  ka 0.2  cka 3  nka 0.06  arka 0.03  ska 4  ivska 1  atka 0.04  vka 0.02
    avka 0.2  ila 0.2  pila 0.02  ula 5  ma 2  ena 4  dina 8  hina 10  kina 50  lina 5  nina 10  rina 5
    sina 0.2  vsina 0.02  tina 5  pa 3  ura 10  ta 2  uta 7  va 9  ava 0.3  aeva 50  nceva 40  kova 40  mova 40
    nova 30  arova 50  ac 3  ic 20  ld 10  nd 50  rd 40  ce 0.3  he 5  ke 0.05  ole 0.06  ne 0.09  cne 0.02
    dne 0.02  cine 0.02  kine 0.02  sine 0.02  lne 0.02  sne 0.02  tne 0.02  zne 0.02  oe 0.02  se 0.3  ise 0.07
    ate 0.1  vate 0.02  ve 0.02  ih 20  nh 40  rh 7  th 40  uh 5  ai 3  ci 0.02  rci 0.1  ei 40  hi 0.1
    aki 0.08  ecki 5  icki 4  dki 0.03  iki 0.02  lki 0.02  nki 0.02  rki 0.03  ski 4  inski 20  evski 30
    ovski 10  tki 0.02  uki 0.03  vki 0.02  zki 0.04  ni 0.5  ani 0.1  oi 6  ari 0.3  si 0.3  ak 10  ek 4  ik 4
    nok 7  sk 0.02  uk 50  ncuk 10  al 6  el 6  pil 0.03  ol 0.3  pol 0.03  ul 7  am 40  an 7  en 4  in 2
    cin 0.6  hin 10  kin 50  nin 6  tin 0.5  atin 0.1  on 20  un 5  do 40  ko 30  cko 5  sko 5  lo 10  ailo 40
    no 0.2  cino 0.04  kino 0.02  sino 0.03  ro 10  to 8  vo 0.02  ar 3  er 50  or 2  ur 50  as 6  es 10  is 8
    ks 40  ns 50  os 3  rs 30  us 10  at 3  et 20  nt 10  rt 10  st 2  ev 2  iv 0.08  ov 2  nikov 10  enkov 8
    alov 7  unov 10  ez 3
"""
_ODDS: Final = {ending: float(odds) for ending, odds in zip(*[iter(_ODDS_TEXT.split())] * 2, strict=True)}
_ODDS.update(hrad=0.02, horod=0.02, svili=50, dze=50)  # too rare on both sides to be counted well
_LONGEST: Final = 5
_SURNAME_ODDS: Final = 2.0
_PLACE_ODDS: Final = 0.1

# Endings that hardly any name of a place has. Surnames with them need no room in the filter.
_ONLY_SURNAMES: Final = ("nko", "uk", "svili", "ovic", "evic")
_ONLY_PATRONYMICS: Final = ("ovna", "evna", "ivna")
_LEAST_SHAPED: Final = 7
_KREMENCHUK: Final = "kremencuk"
"""The form of the one city with such a name; any slip in it would be a surname otherwise."""


def is_decoy(key: str) -> str | None:
    """Say whether a key is a word, a first name, a surname or a foreign town, and so no slip in the name of a place.

    Names on record are not exempt: *Vesele* is a village and a word. Ask only when no name has this key.

    Args:
        key: A name folded by `toponyms.fold`.

    Returns:
        "word", "first-name", "surname" or "foreign-town": the kind that is the most usual for the key; else None.
        Of keys on no list about one in 500 is taken for a decoy.

    Raises:
        IndexDamaged: The file with the filter is missing or damaged.

    Examples:
        >>> is_decoy("petrova"), is_decoy("tambov"), is_decoy("krasnoarmersk")
        ('surname', 'foreign-town', None)
    """
    shortened = form(key)
    if len(shortened) < LEAST:
        return None
    kind = _filter().kind(shortened)
    if kind is not None:
        return KINDS[kind]
    return shape_kind(key, shortened)


def shape_kind(key: str, shortened: str) -> str | None:
    """Give the kind of a key that ends like nothing but a surname or a patronymic; such are not in the filter."""
    if len(shortened) < _LEAST_SHAPED or " " in key:
        return None
    if shortened.endswith(_ONLY_SURNAMES):
        return None if _is_slip(shortened, _KREMENCHUK) else "surname"
    # The key, not the form: Кропивня and Верхівня are villages.
    return "first-name" if key.endswith(_ONLY_PATRONYMICS) else None


def _is_slip(written: str, meant: str) -> bool:
    """Tell whether forms begin with the same four letters, or with the same one and differ by a dropped or swapped one.

    A letter for another may make another surname: Klemenchuk.
    """
    if written[:4] == meant[:4]:
        return True
    pairs = ((written[at + 1] + written[at], at) for at in range(1, len(written) - 1))
    swapped = {written[:at] + pair + written[at + 2 :] for pair, at in pairs}
    return meant in swapped or written in {meant[:at] + meant[at + 1 :] for at in range(1, len(meant))}


def surname_odds(key: str) -> float:
    """Say how many times commoner the ending of a key is among surnames than among names of Ukrainian places.

    Args:
        key: A name folded by `toponyms.fold`; of several words the last one counts.

    Returns:
        From 0.02 (only places end so) to 50 (only surnames do); 1.0 if the ending says nothing.

    Examples:
        >>> [surname_odds(key) for key in ("tkachenko", "petrova", "petrov", "donbas", "petrivka")]
        [30.0, 9.0, 2.0, 6.0, 0.02]
    """
    last = form(key[key.rfind(" ") + 1 :])
    for length in range(min(_LONGEST, len(last) - 2), 1, -1):
        odds = _ODDS.get(last[-length:])
        if odds is not None:
            return odds
    return 1.0


def surname_shape(key: str) -> bool:
    """Say whether a key ends as Slavic surnames and patronymics do, and names of Ukrainian places seldom.

    It decides whether a similar name is believable, never whether a name on record is one: Lviv was Lvov.

    Args:
        key: A name folded by `toponyms.fold`; of several words the last one counts.

    Examples:
        >>> [surname_shape(key) for key in ("romanova", "kovalchuk", "zelenskyi", "romanivka", "pokrovsk")]
        [True, True, True, False, False]
    """
    return surname_odds(key) >= _SURNAME_ODDS


def place_shape(key: str) -> bool:
    """Say whether a key ends as names of Ukrainian places do, and surnames seldom.

    Args:
        key: A name folded by `toponyms.fold`; of several words the last one counts.

    Examples:
        >>> [place_shape(key) for key in ("romanivka", "pokrovsk", "mirnograd", "romanova", "kovalchuk")]
        [True, True, True, False, False]
    """
    return surname_odds(key) <= _PLACE_ODDS
