// A map of lines: no tiles, no other host. The cone and its numbers are those of tools/draw_outline.py.

import { svg } from "./dom.js";
import { AROUND, SIZE, UKRAINE } from "./outline.js";

const radians = (degrees) => (degrees * Math.PI) / 180;
const [MIDDLE, SOUTH, NORTH, SCALE, TOP] = [radians(31.3), radians(46), radians(51), 4480, 3622];
const tangent = (angle) => Math.tan(Math.PI / 4 + angle / 2);
const CONE = Math.log(Math.cos(SOUTH) / Math.cos(NORTH)) / Math.log(tangent(NORTH) / tangent(SOUTH));
const FACTOR = (Math.cos(SOUTH) * tangent(SOUTH) ** CONE) / CONE;

// Capitals, for orientation only: where the eye looks for them.
const CAPITALS = [
  ["Kyiv", 50.45, 30.52, 1], ["Kharkiv", 49.99, 36.23, 1], ["Odesa", 46.47, 30.73, 1], ["Dnipro", 48.46, 35.04, 1],
  ["Lviv", 49.84, 24.03, 1], ["Donetsk", 48.01, 37.8, 1], ["Zaporizhzhia", 47.84, 35.14], ["Mykolaiv", 46.97, 32],
  ["Luhansk", 48.57, 39.31, 1], ["Vinnytsia", 49.23, 28.47], ["Simferopol", 44.95, 34.11, 1], ["Sevastopol", 44.6, 33.52],
  ["Kherson", 46.64, 32.61], ["Poltava", 49.59, 34.55], ["Chernihiv", 51.5, 31.29, 1], ["Cherkasy", 49.44, 32.06],
  ["Zhytomyr", 50.25, 28.66], ["Sumy", 50.91, 34.8], ["Khmelnytskyi", 49.42, 26.99], ["Chernivtsi", 48.29, 25.94],
  ["Rivne", 50.62, 26.25], ["Kropyvnytskyi", 48.51, 32.26], ["Ivano-Frankivsk", 48.92, 24.71], ["Ternopil", 49.55, 25.59],
  ["Lutsk", 50.75, 25.33], ["Uzhhorod", 48.62, 22.29],
];

export function project(lat, lon) {
  const radius = (SCALE * FACTOR) / tangent(radians(lat)) ** CONE;
  const angle = CONE * (radians(lon) - MIDDLE);
  return [SIZE[0] / 2 + radius * Math.sin(angle), radius * Math.cos(angle) - TOP];
}

// Draws points {lat, lon, name, faint}; returns null when none of them lies on the map.
export function draw(points, title) {
  const known = points.filter((point) => point.lat !== null && point.lat !== undefined);
  const dots = known.map((point) => ({ ...point, at: project(point.lat, point.lon) })).filter(({ at: [x, y] }) =>
    x > 0 && y > 0 && x < SIZE[0] && y < SIZE[1]);
  if (!dots.length) return null;
  const near = ([x, y]) => dots.some(({ at: [dx, dy], faint }) => Math.abs(dx - x) < (faint ? 70 : 170) && y - dy < (faint ? 45 : 60) && y - dy > (faint ? -15 : -75));
  const capitals = CAPITALS.map(([name, lat, lon, named]) => {
    const [x, y] = project(lat, lon);
    return [
      svg("circle", { class: "capital", cx: x.toFixed(1), cy: y.toFixed(1), r: 4 }),
      named && !near([x, y]) && svg("text", { class: "capital-name", x: x.toFixed(1), y: (y - 11).toFixed(1) }, name),
    ];
  });
  const marks = dots.sort((a, b) => Number(!a.faint) - Number(!b.faint)).map(({ at: [x, y], name, faint }) => [
    !faint && svg("circle", { class: "halo", cx: x.toFixed(1), cy: y.toFixed(1), r: 26 }),
    svg("circle", { class: faint ? "dot faint" : "dot", cx: x.toFixed(1), cy: y.toFixed(1), r: faint ? 9 : 10 },
      svg("title", {}, name)),
  ]);
  const labels = dots.filter(({ faint }) => !faint).length === 1 ? dots.filter(({ faint }) => !faint).map(label) : [];
  return svg("svg", { class: "map", viewBox: `0 0 ${SIZE[0]} ${SIZE[1]}`, role: "img", "aria-label": title },
    svg("path", { class: "around", d: AROUND }), svg("path", { class: "ukraine", d: UKRAINE }),
    ...capitals.flat().filter(Boolean), ...marks.flat().filter(Boolean), ...labels);
}

function label({ at: [x, y], name }) {
  const anchor = x > SIZE[0] * 0.75 ? "end" : x < SIZE[0] * 0.25 ? "start" : "middle";
  const below = y < 90;
  return svg("text", { class: "dot-name", x: x.toFixed(1), y: (below ? y + 64 : y - 38).toFixed(1), "text-anchor": anchor }, name);
}
