"""Records are what frozen dataclasses with slots are, without importing `dataclasses`."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any, get_type_hints

import pytest

import toponyms
from toponyms import Name, get
from toponyms.model import Match, Mention, Place
from toponyms.record import record


@record
class Ours:
    """Ours."""

    one: int
    two: str = "b"
    three: tuple[int, ...] = ()

    def doubled(self) -> int:
        """Return twice the first."""
        return 2 * self.one


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """Theirs."""

    one: int
    two: str = "b"
    three: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("args", "named"),
    [((1,), {}), ((1, "x"), {}), ((), {"one": 1}), ((1,), {"three": (2, 3)}), ((), {}), ((1, 2, 3, 4), {}),
     ((1,), {"one": 2}), ((), {"four": 4})],
)  # fmt: skip
def test_a_record_is_made_as_a_dataclass_is(args: tuple[Any, ...], named: dict[str, Any]) -> None:
    try:
        theirs = Theirs(*args, **named)
    except TypeError as error:
        with pytest.raises(TypeError, match=str(error).partition("()")[2].replace("(", r"\(") or "argument"):
            Ours(*args, **named)
    else:
        ours = Ours(*args, **named)
        assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
        assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)  # type: ignore[call-overload]


def test_records_are_equal_by_all_their_fields_and_to_nothing_else() -> None:
    assert Ours(1) == Ours(1)
    assert hash(Ours(1)) == hash(Ours(1, "b", ()))
    assert Ours(1) != Ours(2)
    assert Ours(1) != (1, "b", ())
    assert Ours(1) != Theirs(1)


@pytest.mark.parametrize("field", ["one", "two", "four"])
def test_a_record_does_not_change(field: str) -> None:
    ours = Ours(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="does not change"):
        setattr(ours, field, 5)
    with pytest.raises(AttributeError):
        delattr(ours, field)
    assert ours == Ours(1)
    assert not hasattr(ours, "__dict__")


def test_records_are_copied_and_pickled() -> None:
    ours = Ours(1, "x", (2,))
    assert pickle.loads(pickle.dumps(ours)) == copy.copy(ours) == copy.deepcopy(ours) == ours


def test_what_works_on_dataclasses_works_on_records() -> None:
    assert dataclasses.is_dataclass(Ours)
    assert Ours.__dataclass_fields__ is Ours(1).__dataclass_fields__  # type: ignore[attr-defined]  # made once
    assert [field.name for field in dataclasses.fields(Ours)] == ["one", "two", "three"]
    assert dataclasses.replace(Ours(1), two="y") == Ours(1, "y")
    match Ours(4, "z"):
        case Ours(one, two):
            assert (one, two) == (4, "z")
    assert list(inspect.signature(Ours).parameters) == ["one", "two", "three"]


def test_methods_of_a_record_stand() -> None:
    assert Ours(2).doubled() == 4
    assert Ours.__doc__ == "Ours."


@pytest.mark.parametrize("kind", [Name, Place, Match, Mention])
def test_the_model_still_looks_like_dataclasses(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert [field.name for field in dataclasses.fields(kind)] == list(kind.__match_args__)  # type: ignore[attr-defined]


def test_a_place_can_be_replaced_and_shown_as_a_dict() -> None:
    place = get("pokrovsk-donetsk")
    other = dataclasses.replace(place, name="Another")
    assert (other.name, other.id, other.ids) == ("Another", place.id, place.ids)
    assert dataclasses.asdict(place.names[0])["text"] == place.names[0].text


@pytest.mark.parametrize("name", [name for name in toponyms.__all__ if name[0].islower()])
def test_programs_can_read_the_types_of_the_public_functions(name: str) -> None:
    hints = get_type_hints(getattr(toponyms, name))  # as makers of tools and web services do
    assert "return" in hints
