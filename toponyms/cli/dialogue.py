"""`toponyms add` on a terminal: asks what was seen, where, and which place is meant, then shows the change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from toponyms.cli.adding import prepare, write
from toponyms.errors import UnknownPlace
from toponyms.model import Place

if TYPE_CHECKING:
    from toponyms.source.add import Addition

Ask = Callable[[str], str]
Say = Callable[[str], None]

_KINDS = (
    ("misspelling", "a wrong spelling or translation"),
    ("former", "a name that was official once"),
    ("also", "a right name in use: a foreign, short or conventional one"),
)
_STOPPED = "Nothing was written."


def converse(path: Path, ask: Ask, say: Say) -> int:
    """Ask for everything a name needs, show the change, and write it if the answer is yes.

    Args:
        path: The file to add to.
        ask: Shows a question and returns the answer, such as `input`.
        say: Shows a text, such as `print`.

    Returns:
        The exit status: 0 if the name was written, 1 if not.
    """
    from toponyms.source.add import Refused

    try:
        wanted = _questions(ask, say)
        if wanted is None:
            say(_STOPPED)
            return 1
        try:
            made = prepare(path, wanted)
        except Refused as error:
            say(f"Not added: {error}")
            return 1
        say("")
        say(made.diff)
        for warning in made.warnings:
            say(f"\nWarning: {warning}")
        if not _yes(ask(f"\nWrite this to {path}? [Y/n] "), default=True):
            say(_STOPPED)
            return 1
    except EOFError:
        say("\n" + _STOPPED)
        return 1
    write(made)
    say(f"Written. Next: toponyms check {path}")
    return 0


def _questions(ask: Ask, say: Say) -> Addition | None:
    from toponyms.source.add import Addition

    text = _required(ask, say, "What name did you see, exactly as it was written? ")
    place = _which_place(ask, say, text)
    if place is None:
        return None
    say(f"\nWhat is {text} for {place.name}?")
    for number, (_, meaning) in enumerate(_KINDS, 1):
        say(f"  {number}  {meaning}")
    kind = _KINDS[_number(ask, say, "Number: ", len(_KINDS)) - 1][0]
    lang: str | None = None
    values: dict[str, str] = {}
    if kind != "misspelling":
        guess = _language(text)
        lang = ask(f"Its language, as a short code such as uk, ru, en, de [{guess}]: ").strip() or guess
    if kind == "former":
        values["until"] = ask("Until when was it official? (1934, 2016-05, 2016-05-12; empty if unknown) ").strip()
    values["source"] = ask("Where did you see it, or what proves it? (a link, an act, a book with its page) ").strip()
    values["note"] = ask("What else should a reader know? (empty for nothing) ").strip()
    weak = _yes(ask("Is it also a surname or an ordinary word? [y/N] "), default=False)
    return Addition(place.id, kind, {lang: text}, {name: value for name, value in values.items() if value}, {}, weak)


def _which_place(ask: Ask, say: Say, name: str) -> Place | None:
    """Show what the name may stand for, until one place is chosen; None if the person gives up."""
    import toponyms

    while True:
        candidates = [match.place for match in toponyms.resolve(name, limit=8).candidates]
        if candidates:
            say("\nWhich place is meant?")
            for number, place in enumerate(candidates, 1):
                say(f"  {number}  {place.name} ({_context(place)}): {place.id}")
            question = "Number, id, or another name of the place (empty to stop): "
        else:
            say(f'\nNothing is known that is like "{name}".')
            question = "The id, or a name of the place that is known (empty to stop): "
        answer = ask(question).strip()
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(candidates):
            return candidates[int(answer) - 1]
        try:
            return toponyms.get(answer)
        except UnknownPlace:
            name = answer


def _context(place: Place) -> str:
    """Say in one line what a place is, where it lies and what it was called."""
    import toponyms

    areas = [area.name for parent in place.parents if (area := toponyms.get(parent)).kind in ("raion", "oblast")]
    words = [", ".join([place.kind, *areas, *([place.country] if place.country != "UA" else [])])]
    if place.population:
        words.append(f"{place.population:,} people")
    former = list(dict.fromkeys(name.text for name in place.names if name.kind == "former"))[:3]
    if former:
        words.append("formerly " + ", ".join(former))
    return "; ".join(words)


def _language(text: str) -> str:
    """Guess the language from the letters."""
    letters = text.lower()
    if not any("\u0400" <= letter <= "\u04ff" for letter in letters):
        return "en"
    return "ru" if set(letters) & set("ыэёъ") or not set(letters) & set("іїєґ'’ʼ") else "uk"


def _required(ask: Ask, say: Say, question: str) -> str:
    while not (answer := " ".join(ask(question).split())):
        say("Please write something, or stop with Ctrl-C.")
    return answer


def _number(ask: Ask, say: Say, question: str, highest: int) -> int:
    while True:
        answer = ask(question).strip()
        if answer.isdecimal() and 1 <= int(answer) <= highest:
            return int(answer)
        say(f"Please write a number from 1 to {highest}.")


def _yes(answer: str, *, default: bool) -> bool:
    word = answer.strip().lower()
    return default if not word else word in ("y", "yes", "т", "так", "да")
