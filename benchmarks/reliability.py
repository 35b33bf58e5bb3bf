"""A reliability diagram as SVG: the mean score of each bin against the share of it that is right."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

SIZE, EDGE = 360, 60


def draw(rows: Sequence[tuple[int, float, float]]) -> str:
    """Draw bins (how many, mean score, share right); the area of a dot goes with how many there are."""
    most = max((n for n, _, _ in rows), default=1)
    full = SIZE + 2 * EDGE

    def at(across: float, up: float) -> tuple[float, float]:
        return EDGE + across * SIZE, EDGE + (1 - up) * SIZE

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" font-family="sans-serif" font-size="12">',
        f'<rect width="{full}" height="{full}" fill="white"/>',
        f'<text x="{EDGE}" y="28" font-size="14">How often a candidate with a score is right</text>',
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#bbb"/>',
        f'<line x1="{EDGE}" y1="{EDGE + SIZE}" x2="{EDGE + SIZE}" y2="{EDGE}" stroke="#bbb" stroke-dasharray="4"/>',
    ]
    for tenth in range(0, 11, 2):
        across, up = at(tenth / 10, tenth / 10)
        parts.append(f'<text x="{across:.0f}" y="{EDGE + SIZE + 18}" text-anchor="middle">{tenth / 10:.1f}</text>')
        parts.append(f'<text x="{EDGE - 8}" y="{up + 4:.0f}" text-anchor="end">{tenth / 10:.1f}</text>')
    parts.append(f'<text x="{full / 2:.0f}" y="{full - 14}" text-anchor="middle">score</text>')
    parts.append(f'<text x="18" y="{full / 2:.0f}" transform="rotate(-90 18 {full / 2:.0f})">share right</text>')
    for n, mean, right in rows:
        if n:
            across, up = at(mean, right)
            radius = 3 + 11 * sqrt(n / most)
            parts.append(
                f'<circle cx="{across:.1f}" cy="{up:.1f}" r="{radius:.1f}" fill="#0b6e4f" fill-opacity="0.75">'
                f"<title>{n} candidates: mean score {mean:.3f}, right {right:.3f}</title></circle>"
            )
    return "\n".join([*parts, "</svg>", ""])
