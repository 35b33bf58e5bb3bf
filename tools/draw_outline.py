"""Draw the outline of Ukraine for the page of `toponyms serve`, from Natural Earth (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m tools.draw_outline package/countries-10m.json > toponyms/serve/static/outline.js

Natural Earth's default view gives Crimea to Russia. Here the borders are those of international law (UN General
Assembly resolution 68/262): the two share an arc, and dropping it makes one shape of them.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Point = tuple[float, float]

UKRAINE, RUSSIA = "Ukraine", "Russia"
NEIGHBOURS = ("Belarus", "Bulgaria", "Hungary", "Moldova", "Poland", "Romania", "Russia", "Slovakia", "Serbia")
CRIMEA = (34.3, 45.2)  # a point in it, to know its polygon by
WIDTH, HEIGHT = 1000, 690
# Lambert's conformal cone, as atlases of the country have it. static/map.js has the same numbers.
MIDDLE, SOUTH, NORTH, SCALE, TOP = math.radians(31.3), math.radians(46), math.radians(51), 4480.0, 3622.0
_CONE = math.log(math.cos(SOUTH) / math.cos(NORTH)) / math.log(
    math.tan(math.pi / 4 + NORTH / 2) / math.tan(math.pi / 4 + SOUTH / 2)
)
_FACTOR = math.cos(SOUTH) * math.tan(math.pi / 4 + SOUTH / 2) ** _CONE / _CONE


def project(lon: float, lat: float) -> Point:
    """Give the point of the drawing, in its units, for a longitude and a latitude in degrees."""
    radius = SCALE * _FACTOR / math.tan(math.pi / 4 + math.radians(lat) / 2) ** _CONE
    angle = _CONE * (math.radians(lon) - MIDDLE)
    return WIDTH / 2 + radius * math.sin(angle), radius * math.cos(angle) - TOP


def main() -> None:
    """Write the module with the two paths to standard output."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [[project(*point) for point in arc] for arc in decode(atlas)]
    shapes = {
        shape["properties"]["name"]: shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for shape in atlas["objects"]["countries"]["geometries"]
        if shape["properties"]["name"] in (UKRAINE, *NEIGHBOURS)
    }
    (crimea,) = [part for part in shapes[RUSSIA] if contains(join(part[0], arcs), project(*CRIMEA))]
    own = {arc if arc >= 0 else ~arc for part in (crimea, *shapes[UKRAINE]) for ring in part for arc in ring}
    arcs = [thin(points, 1.1 if arc in own else 2.4) for arc, points in enumerate(arcs)]
    shapes[RUSSIA].remove(crimea)
    mainland, *islands = sorted(shapes[UKRAINE], key=lambda part: -len(part[0]))
    shared = {~arc for arc in crimea[0]} & set(mainland[0])
    assert len(shared) == 1, "Crimea no longer shares one border with the mainland"
    ukraine = [merge(mainland[0], crimea[0], shared.pop()), *(part[0] for part in islands)]
    around = [part[0] for name in NEIGHBOURS for part in shapes[name] if near(join(part[0], arcs))]
    print("// Made by tools/draw_outline.py from Natural Earth 4.1 (public domain); recognised borders.")
    print(f"export const SIZE = [{WIDTH}, {HEIGHT}];")
    print(f'export const UKRAINE = "{path(ukraine, arcs)}";')
    print(f'export const AROUND = "{path(around, arcs)}";')


def decode(atlas: Any) -> Iterator[list[Point]]:
    """Yield the arcs of a TopoJSON file in degrees."""
    (scale_x, scale_y), (move_x, move_y) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            # The pole has no point on the cone's map; nothing there is drawn.
            points.append((x * scale_x + move_x, max(-60.0, y * scale_y + move_y)))
        yield points


def merge(one: list[int], two: list[int], shared: int) -> list[int]:
    """Join two rings of arcs at the arc they share; `shared` is as the first has it."""
    at, back = one.index(shared), two.index(~shared)
    return one[:at] + two[back + 1 :] + two[:back] + one[at + 1 :]


def join(ring: Iterable[int], arcs: list[list[Point]]) -> list[Point]:
    """Give the points of a ring of arcs; a negative number is an arc drawn backwards."""
    points: list[Point] = []
    for arc in ring:
        points += (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[1 if points else 0 :]
    return points


def near(points: list[Point]) -> bool:
    """Tell whether a ring touches the drawing."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < HEIGHT


def thin(points: list[Point], fine: float) -> list[Point]:
    """Drop points that a line does not need (Douglas and Peucker); far outside the drawing nearly all go."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        worst, at = 0.0, 0
        for i in range(first + 1, last):
            off = distance(points[i], points[first], points[last]) / (fine + slack(points[i]))
            if off > worst:
                worst, at = off, i
        if worst > 1:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def slack(point: Point) -> float:
    """Give how much farther off a line may pass outside the drawing."""
    x, y = point
    outside = max(-x, x - WIDTH, -y, y - HEIGHT, 0)
    return outside * (0.5 if outside > 60 else 0.1)


def distance(point: Point, start: Point, end: Point) -> float:
    """Give the distance of a point from the stretch between two others."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length)) if length else 0.0
    return math.hypot(x - ax - along * dx, y - ay - along * dy)


def contains(ring: list[Point], point: Point) -> bool:
    """Tell whether a point lies in a ring."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def path(rings: Iterable[list[int]], arcs: list[list[Point]]) -> str:
    """Write rings as the `d` of an SVG path, in whole units, each step from the one before."""
    written = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in join(ring, arcs)]
        steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in itertools.pairwise(points) if (ax, ay) != (bx, by)]
        if len(steps) > 2:
            written.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(written)


if __name__ == "__main__":
    main()
