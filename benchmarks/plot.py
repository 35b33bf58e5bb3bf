"""A plot with two logarithmic axes, as SVG, without a library for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 80, 210, 40, 60
COLOURS = ("#0b6e4f", "#888888", "#c1440e", "#3b5bdb", "#b08900", "#862e9c", "#1098ad")
Points = Sequence[tuple[float, float]]


def draw(lines: Mapping[str, Points]) -> str:
    """Draw one line a name; points are (keys, microseconds)."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    low_x, high_x = log10(min(xs)) - 0.05, log10(max(xs)) + 0.05
    low_y, high_y = floor(log10(min(ys))), ceil(log10(max(ys)))

    def at(x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - low_x) / (high_x - low_x)
        up = (log10(y) - low_y) / (high_y - low_y)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="14">'
        "Time for a question with one edit (median; parts of GeoNames cities500)</text>",
    ]
    for power in range(low_y, high_y + 1):
        _, y = at(10**low_x, 10**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{_time(power)}</text>')
    for x in (30_000, 100_000, 300_000, 1_000_000):
        if low_x <= log10(x) <= high_x:
            across, bottom = at(x, 10**low_y)
            parts.append(f'<line x1="{across:.1f}" x2="{across:.1f}" y1="{TOP}" y2="{bottom:.1f}" stroke="#eee"/>')
            parts.append(f'<text x="{across:.1f}" y="{bottom + 18:.1f}" text-anchor="middle">{x:,}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle:.0f}" y="{HEIGHT - 16}" text-anchor="middle">keys (distinct folded names)</text>')
    labels: list[float] = []
    for (name, points), colour in zip(sorted(lines.items(), key=lambda line: line[1][-1][1]), COLOURS, strict=False):
        placed = [at(x, y) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        heavy = 3 if name == "toponyms" else 1.5
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{heavy}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        level = placed[-1][1] + 4
        while any(abs(level - other) < 14 for other in labels):
            level -= 14
        labels.append(level)
        weight = ' font-weight="bold"' if name == "toponyms" else ""
        parts.append(f'<text x="{placed[-1][0] + 8:.1f}" y="{level:.1f}" fill="{colour}"{weight}>{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _time(power: int) -> str:
    if power < 0:
        return f"{10.0**power:g} µs"
    return f"{10**power} µs" if power < 3 else f"{10 ** (power - 3)} ms" if power < 6 else f"{10 ** (power - 6)} s"
