"""Several indexes seen as one: the shipped data, and on top of it what a user's own files add or override.

Places and names are numbered through all layers. A place that a later layer has too is hidden in the earlier ones:
the later layer holds it whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

from toponyms.index.read import Index, Posting
from toponyms.model import Name, Place


class World:
    """What the resolver asks its questions of.

    Args:
        layers: Open indexes, the lowest first.
    """

    def __init__(self, layers: Sequence[Index]) -> None:
        self.layers = tuple(layers)
        self._place_starts = [0]
        self._name_starts = [0]
        for layer in self.layers:
            self._place_starts.append(self._place_starts[-1] + layer.count)
            self._name_starts.append(self._name_starts[-1] + layer.name_count)
        self._hidden: frozenset[int] = frozenset(self._covered())
        if len(self.layers) == 1:  # the common case, without a detour
            only = self.layers[0]
            self.place: Callable[[int], Place] = only.place
            self.kind_and_country: Callable[[int], tuple[str, str]] = only.kind
            self.name: Callable[[int], Name] = only.name
            self.place_of: Callable[[int], int] = only.place_of
            self.place_id: Callable[[int], str] = only.place_id
            self.ancestors: Callable[[int], tuple[int, ...]] = only.ancestors
            self.coordinates: Callable[[int], tuple[float, float] | None] = only.coordinates
            self.prior: Callable[[int], float] = only.prior
        else:
            self.place = lambda number: self._at_place(number)[0].place(self._at_place(number)[1])
            self.kind_and_country = lambda number: self._at_place(number)[0].kind(self._at_place(number)[1])
            self.place_id = lambda number: self._at_place(number)[0].place_id(self._at_place(number)[1])
            self.coordinates = lambda number: self._at_place(number)[0].coordinates(self._at_place(number)[1])
            self.prior = lambda number: self._at_place(number)[0].prior(self._at_place(number)[1])
            self.name = lambda number: self._at_name(number)[0].name(self._at_name(number)[1])
            self.place_of = self._place_of
            self.ancestors = lru_cache(maxsize=4096)(self._ancestors)

    def kind(self, number: int) -> str:
        """Return the kind of a place, without decoding the rest of it."""
        return self.kind_and_country(number)[0]

    def country(self, number: int) -> str:
        """Return the code of the country that a place lies in."""
        return self.kind_and_country(number)[1]

    def _covered(self) -> Iterator[int]:
        for upper, layer in enumerate(self.layers[1:], 1):
            for number in layer:
                place_id = layer.place_id(number)
                for lower in range(upper):
                    below = self.layers[lower].find_id(place_id)
                    if below >= 0:
                        yield self._place_starts[lower] + below
            for merged in layer.other_codes():
                for lower in range(upper):
                    below = self.layers[lower].find_id(merged)
                    if below >= 0:
                        yield self._place_starts[lower] + below

    def _at_place(self, number: int) -> tuple[Index, int]:
        layer = bisect_right(self._place_starts, number) - 1
        return self.layers[layer], number - self._place_starts[layer]

    def _at_name(self, number: int) -> tuple[Index, int]:
        layer = bisect_right(self._name_starts, number) - 1
        return self.layers[layer], number - self._name_starts[layer]

    def _place_of(self, number: int) -> int:
        layer = bisect_right(self._name_starts, number) - 1
        return self._place_starts[layer] + self.layers[layer].place_of(number - self._name_starts[layer])

    def _ancestors(self, number: int) -> tuple[int, ...]:
        layer = bisect_right(self._place_starts, number) - 1
        above = self.layers[layer].ancestors(number - self._place_starts[layer])
        return tuple(self.find_id(self.layers[layer].place_id(parent)) for parent in above)

    def __len__(self) -> int:
        return self._place_starts[-1] - len(self._hidden)

    def __iter__(self) -> Iterator[int]:
        return (number for number in range(self._place_starts[-1]) if number not in self._hidden)

    def find_id(self, place_id: str) -> int:
        """Return the number of the place with an id, or -1."""
        for layer in range(len(self.layers) - 1, -1, -1):
            number = self.layers[layer].find_id(place_id)
            if number >= 0:
                return self._place_starts[layer] + number
        return -1

    def find_code(self, code: str) -> int:
        """Return the number of the place with a code or a merged id, or -1."""
        for layer in range(len(self.layers) - 1, -1, -1):
            number = self.layers[layer].find_code(code)
            if number >= 0:
                return self.find_id(self.layers[layer].place_id(number))
        return -1

    def exact(self, key: str) -> list[Posting]:
        """Return the names with this key, one for a place, likeliest first."""
        if len(self.layers) == 1:
            layer = self.layers[0]
            number = layer.keys.find(key)
            return layer.postings(number) if number >= 0 else []
        rows = [self._postings(at, number) for at, number in self._numbers(key)]
        return rows[0] if len(rows) == 1 else sorted((p for row in rows for p in row), key=lambda p: -p[1])

    def _numbers(self, key: str) -> Iterator[tuple[int, int]]:
        for at, layer in enumerate(self.layers):
            number = layer.keys.find(key)
            if number >= 0:
                yield at, number

    def _postings(self, at: int, number: int) -> list[Posting]:
        """Return a layer's names for a key, numbered through all layers, without those of hidden places."""
        layer, first, hidden = self.layers[at], self._name_starts[at], self._hidden
        row = layer.postings(number)
        if not first and not hidden:
            return row
        start = self._place_starts[at]
        return [(first + n, w, how) for n, w, how in row if start + layer.place_of(n) not in hidden]

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words with which keys of several words begin."""
        return frozenset(word for layer in self.layers for word in layer.keys.first_words())

    def by_skeleton(self, skeleton: str) -> list[tuple[str, list[Posting]]]:
        """Return the keys with this skeleton, each with its names."""
        found: list[tuple[str, list[Posting]]] = []
        for at, layer in enumerate(self.layers):
            number = layer.skeletons.find(skeleton)
            if number >= 0:
                found += self._keys_of(at, number)
        return found

    def _keys_of(self, at: int, skeleton: int) -> Iterator[tuple[str, list[Posting]]]:
        layer = self.layers[at]
        for key in layer.skeletons.items(skeleton):
            row = self._postings(at, key)
            if row:
                yield layer.keys.text(key), row

    def near_keys(self, key: str, edits: int) -> list[tuple[str, int]]:
        """Return keys within so many edits, each with what `postings_at` wants."""
        return self._near("fuzzykey", key, edits)

    def near_skeletons(self, skeleton: str, edits: int) -> list[tuple[str, int]]:
        """Return skeletons within so many edits, each with what `keys_at` wants."""
        return self._near("fuzzyskel", skeleton, edits)

    def _near(self, which: str, text: str, edits: int) -> list[tuple[str, int]]:
        if len(self.layers) == 1:
            return self.layers[0].near(which, text, edits)
        return [
            (other, number * len(self.layers) + at)
            for at, layer in enumerate(self.layers)
            for other, number in layer.near(which, text, edits)
        ]

    def keys_at(self, handle: int) -> list[tuple[str, int]]:
        """Return the keys with a skeleton, each with what `postings_at` wants."""
        number, at = divmod(handle, len(self.layers))
        layer = self.layers[at]
        return [(layer.keys.text(key), key * len(self.layers) + at) for key in layer.skeletons.items(number)]

    def postings_at(self, handle: int) -> list[Posting]:
        """Return the names of a key, one for a place, likeliest first."""
        number, at = divmod(handle, len(self.layers))
        return self._postings(at, number)

    def sorted_keys(self) -> list[tuple[str, int]]:
        """Return all keys in the order of the alphabet, each with what `postings_at` wants."""
        layers = len(self.layers)
        keys = [
            (layer.keys.text(number), number * layers + at)
            for at, layer in enumerate(self.layers)
            for number in range(layer.keys.count)
        ]
        keys.sort()
        return keys

    def beginning_with(self, keys: list[tuple[str, int]], prefix: str) -> Iterator[Posting]:
        """Yield the names whose key begins with a prefix, from what `sorted_keys` returned."""
        for at in range(bisect_left(keys, (prefix,)), len(keys)):
            key, handle = keys[at]
            if not key.startswith(prefix):
                break
            yield from self.postings_at(handle)
