"""Names as Russian texts make them from Ukrainian ones where the register knows another Russian name, or none.

*Шахове* is «Шаховое» on record and «Шахово» in most texts; *Котлине*, so named in 2016, is «Котлино» in Russian. The
two endings are forms of one adjective, long and short, and which of them a place has is a matter of habit: of the
register's names in -ове 868 have -ово in Russian and 553 -овое.
"""

from __future__ import annotations

_SHORT = ("ovo", "evo", "yno", "eno")
_LONG = ("voe", "noe", "voye", "noye")
_LEAST = 5  # letters before the vowels that differ: "Ново" is no «Нове»


def in_ukrainian(key: str) -> str:
    """Return the key of the Ukrainian name that a key with a Russian ending would come from, or nothing.

    Examples:
        >>> in_ukrainian("shakhovo"), in_ukrainian("kotlino"), in_ukrainian("dachnoye"), in_ukrainian("bakhmut")
        ('shakhove', 'kotlyne', 'dachne', '')
    """
    if key.endswith("ino"):  # in Latin letters; the Ukrainian и is y
        stem = f"{key[:-3]}yn"
    elif key.endswith(_SHORT):
        stem = key[:-1]
    elif key.endswith(_LONG):
        stem = key[: key.rindex("o")]
    else:
        return ""
    return f"{stem}e" if len(stem) >= _LEAST else ""
