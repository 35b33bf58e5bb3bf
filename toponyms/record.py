"""`@record`: a small unchangeable class from its annotations, like a frozen dataclass with slots.

`dataclasses` brings `inspect`, `ast` and `tokenize` along, and writes six functions for every class: half of what the
first answer of a new process would cost (docs/benchmarks.md, "cold"). What is made here has the same constructor,
equality, hash and text; `dataclasses.replace`, `asdict` and `fields` work on it, too, and import what they need then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)


@dataclass_transform(frozen_default=True)
def record(plain: Class) -> Class:
    """Make a record of a class.

    Args:
        plain: A class with annotated fields. A default must be something that never changes; a field without one
            cannot follow one with a default. Methods that the class defines stand, `__post_init__` is called last.

    Returns:
        A class of the same name, with slots.

    Examples:
        >>> @record
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1), Point(1) == Point(x=1, y=0), Point(1) == (1, 0)
        (Point(x=1, y=0), True, False)
        >>> Point(1).x = 2
        Traceback (most recent call last):
        ...
        dataclasses.FrozenInstanceError: a Point does not change; make another one
    """
    names = tuple(plain.__annotations__)
    body = {name: value for name, value in vars(plain).items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: body.pop(name) for name in names if name in body}
    body.update(
        {"__slots__": names, "__match_args__": names, "__dataclass_fields__": _Fields(defaults), **_FROZEN, **body}
    )
    made: Any = type(plain)(plain.__name__, plain.__bases__, body)
    made.__init__ = _constructor(made, names, defaults)
    result: Class = made
    return result


def _constructor(made: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    """Write the constructor: the only code that sets a field, through the slot itself."""
    known: dict[str, Any] = {f"default_{name}": value for name, value in defaults.items()}
    known |= {f"set_{name}": vars(made)[name].__set__ for name in names}
    arguments = ", ".join(f"{name}=default_{name}" if name in defaults else name for name in names)
    lines = [f"set_{name}(self, {name})" for name in names]
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    source = "".join(f"\n    {line}" for line in lines)
    exec(f"def __init__(self, {arguments}):{source}", known)  # names of our own fields, as dataclasses do
    constructor: Callable[..., None] = known["__init__"]
    constructor.__qualname__ = f"{made.__qualname__}.__init__"
    constructor.__annotations__ = {**made.__annotations__, "return": None}
    return constructor


class _Fields:
    """`__dataclass_fields__`, made when somebody first asks for it: that takes as long as a dozen answers."""

    def __init__(self, defaults: dict[str, Any]) -> None:
        self._defaults = defaults
        self._made: Any = None

    def __get__(self, _: object, owner: type) -> Any:
        if self._made is None:
            self._made = self._make(owner)
        return self._made

    def _make(self, owner: type) -> Any:
        import dataclasses

        body: dict[str, Any] = {"__annotations__": owner.__annotations__, "__module__": owner.__module__}
        for name, value in self._defaults.items():
            # A dataclass refuses what cannot be hashed, though it may never change.
            hashable = not isinstance(value, MappingProxyType)
            body[name] = value if hashable else dataclasses.field(default_factory=partial(_same, value))
        twin: Any = type(owner.__name__, (), body)
        return dataclasses.dataclass(twin).__dataclass_fields__


def _same(value: Any) -> Any:
    return value


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__slots__])


def _eq(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={value!r}" for name, value in zip(self.__slots__, _values(self), strict=True))
    return f"{type(self).__qualname__}({shown})"


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), _values(self)


def _replace(self: Any, /, **changes: Any) -> Any:
    return type(self)(**{**dict(zip(self.__slots__, _values(self), strict=True)), **changes})


def _refuse(self: Any, *_: Any) -> None:
    from dataclasses import FrozenInstanceError

    msg = f"a {type(self).__name__} does not change; make another one"
    raise FrozenInstanceError(msg)


_FROZEN = {
    "__eq__": _eq, "__hash__": _hash, "__repr__": _repr, "__reduce__": _reduce, "__replace__": _replace,
    "__setattr__": _refuse, "__delattr__": _refuse,
}  # fmt: skip
