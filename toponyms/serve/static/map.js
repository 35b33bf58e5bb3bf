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

// Draws points {lat, lon, name, faint}; returns null when none of them lies on the map. `close` goes nearer to them.
export function draw(points, title, close = false) {
  const dots = points.filter((point) => typeof point.lat === "number").map((point) => ({ ...point, at: project(point.lat, point.lon) }))
    .filter(({ at: [x, y] }) => x > 0 && y > 0 && x < SIZE[0] && y < SIZE[1]);
  if (!dots.length) return null;
  const [left, top, width, height] = close ? frame(dots.map(({ at }) => at)) : [0, 0, ...SIZE];
  const unit = width / SIZE[0]; // so that dots and letters are as large on a map that is nearer
  const circle = (kind, [x, y], r, ...inner) => svg("circle", { class: kind, cx: x.toFixed(1), cy: y.toFixed(1), r: (r * unit).toFixed(1) }, ...inner);
  const taken = dots.map(({ at, faint }) => around(at, faint ? 12 * unit : 24 * unit));
  const write = (kind, name, at, size, gap) => {
    const half = name.length * size * 0.3 * unit;
    const rise = size * 0.75 * unit;
    // Above, below, right, left: the first place where nothing stands yet and the frame has room.
    for (const [dx, dy] of [[0, -gap * unit], [0, gap * unit + rise], [half + gap * unit, rise / 2], [-half - gap * unit, rise / 2]]) {
      const [x, y] = [at[0] + dx, at[1] + dy];
      const box = [x - half, y - rise, x + half, y + rise * 0.2];
      if (box[0] < left || box[1] < top || box[2] > left + width || box[3] > top + height || taken.some((other) => meet(box, other))) continue;
      taken.push(box);
      return svg("text", { class: kind, x: x.toFixed(1), y: y.toFixed(1), "font-size": (size * unit).toFixed(1), "stroke-width": (6 * unit).toFixed(1) }, name);
    }
    return null;
  };
  const strong = dots.filter(({ faint }) => !faint);
  const names = strong.map(({ at, name }) => write("dot-name", name, at, strong.length > 1 ? 31 : 38, 30));
  const capitals = CAPITALS.map(([name, lat, lon, named]) => {
    const at = project(lat, lon);
    const shown = !dots.some((dot) => Math.hypot(dot.at[0] - at[0], dot.at[1] - at[1]) < 6);
    return shown && [circle("capital", at, 4), (named || unit < 0.75) && write("capital-name", name, at, 28, 9)];
  });
  return svg("svg", { class: "map", viewBox: [left, top, width, height].map((value) => value.toFixed(0)).join(" "), role: "img", "aria-label": title },
    svg("path", { class: "around", d: AROUND }), svg("path", { class: "ukraine", d: UKRAINE }), capitals,
    dots.filter(({ faint }) => faint).map(({ at, name }) => circle("dot faint", at, 9, svg("title", {}, name))),
    strong.map(({ at, name }) => [circle("halo", at, strong.length > 1 ? 18 : 26), circle("dot", at, 10, svg("title", {}, name))]), names);
}

const around = ([x, y], r) => [x - r, y - r, x + r, y + r];

const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

// The part of the map with the points in it, at least two fifths of it, in the same proportions.
function frame(points) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const wanted = Math.max((Math.max(...xs) - Math.min(...xs)) * 1.4 + 60, ((Math.max(...ys) - Math.min(...ys)) * 1.4 + 60) * (SIZE[0] / SIZE[1]));
  const width = Math.min(SIZE[0], Math.max(SIZE[0] * 0.4, wanted));
  const height = (width * SIZE[1]) / SIZE[0];
  const within = (middle, size, whole) => Math.max(0, Math.min(middle - size / 2, whole - size));
  return [within(x, width, SIZE[0]), within(y, height, SIZE[1]), width, height];
}
