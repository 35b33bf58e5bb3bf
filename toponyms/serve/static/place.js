// An answer and a place, as an entry of a reference work.

import { periods, span, today, words, years } from "./dates.js";
import { about, address, country, el, link, score, svg } from "./dom.js";
import { draw } from "./map.js";
import { proposal } from "./propose.js";

const languages = new Intl.DisplayNames(["en"], { type: "language" });
const RARE = { crh: "Crimean Tatar", rue: "Rusyn" }; // not every browser knows them
const IDS = { katottg: "KATOTTG", pcode: "P-code", "iso3166-2": "ISO 3166-2", geonames: "GeoNames", wikidata: "Wikidata" };

// The whole result: `answer` to a name, or a `place` alone, or both when the person has chosen a candidate.
// `spelling` is what may be proposed as a name of the place.
export function entry({ name, answer, place, hints, spelling }) {
  const others = answer ? answer.candidates.filter((match) => match.id !== place?.id) : [];
  return [
    el("article", { class: "entry" },
      place ? heading(place) : el("header", {}, el("h2", { tabindex: "-1" }, `“${name}”`)),
      answer && why(answer, place),
      place && el("section", { class: "through-time" }, el("h3", {}, "Names through time"), timeline(place)),
      place && inUse(place),
      place && misspellings(place),
      others.length > 0 && candidates(answer, others, place, name, hints),
      place && proposal(place, spelling)),
    el("aside", {}, map(place, answer), place && facts(place)),
  ];
}

export function verdict(answer, place) {
  if (!answer.candidates.length) return ["unknown", "Not known"];
  if (!answer.id) return ["doubt", "Undecided"];
  if (place && place.id !== answer.id) return ["doubt", "Your choice"];
  return answer.ambiguous ? ["doubt", "In doubt"] : ["sure", "Found"];
}

function heading(place) {
  const native = [["uk", place.uk], ["ru", place.ru]].filter(([, text]) => text);
  return el("header", {},
    el("h2", { tabindex: "-1" }, place.name),
    el("p", { class: "native" }, native.map(([lang, text], i) => [i > 0 && el("span", { class: "dot-between" }, " · "), el("span", { lang }, text)])),
    el("p", { class: "kind" }, place.kind.replace("-", " "),
      place.parents.map((area) => [" · ", link({ place: area.id }, area.name)]), country(place.country) && ` · ${country(place.country)}`));
}

function why(answer, place) {
  const [kind, label] = verdict(answer, place);
  const share = answer.id && (!place || place.id === answer.id) && score(answer.score);
  return el("section", { class: `why ${kind}`, "aria-label": "Why this answer" },
    el("p", { class: "verdict" }, label, share && el("span", { class: "score" }, share)),
    el("p", {}, answer.explanation),
    kind === "doubt" && place && place.id !== answer.id &&
      el("p", { class: "aside" }, "This is the place you picked; the name alone does not decide it."));
}

function timeline(place) {
  const found = periods(place.names);
  const now = today();
  const starts = found.flatMap(({ since, until }) => [since, until]).filter(Boolean).map((date) => span(date)[0]);
  if (!starts.length) {
    const text = found.length ? "No former name is on record." : "No official name is on record.";
    return [el("ol", { class: "timeline" }, found.map((period) => row(period))), el("p", { class: "aside" }, text)];
  }
  // A name whose beginning is not known fades in from the left edge.
  const first = Math.min(...starts);
  const edge = first - Math.max(8, (now - first) * 0.12);
  const scale = (year) => ((year - edge) / (now - edge)) * 1000;
  return [
    el("ol", { class: "timeline" }, found.map((period) => row(period, scale, edge, now))),
    axis(first, edge, now),
  ];
}

function axis(first, edge, now) {
  const step = [5, 10, 20, 50, 100, 200, 500].find((each) => (now - first) / each <= 6) || 1000;
  const ticks = [];
  for (let year = Math.ceil(edge / step) * step; year < now - (now - edge) * 0.1; year += step) ticks.push(year);
  return el("p", { class: "axis", "aria-hidden": "true" }, ticks.map((year) => {
    const tick = el("span", {}, String(year));
    tick.style.left = `${((year - edge) / (now - edge)) * 100}%`;
    return tick;
  }), el("span", { class: "now" }, "today"));
}

function row(period, scale, edge, now) {
  const { since, until, official, names } = period;
  const users = [...new Set(names.map((name) => name.used_by).filter(Boolean))];
  const used = (user) => names.filter((name) => name.used_by === user).map((name) => name.text);
  const notes = [...new Set(names.map((name) => name.note).filter(Boolean))];
  const sources = [...new Set(names.map((name) => name.source).filter(Boolean))];
  // An oblast has been written in many ways: one name a language stands large, the others below it.
  const large = names.filter((name, i) => names.findIndex((each) => each.lang === name.lang) === i);
  const small = names.filter((name) => !large.includes(name));
  const when = `${since ? years(since) : until ? "until" : ""} ${since ? "–" : ""} ${until ? years(until) : "today"}`.trim();
  const exact = [since && `from ${words(since)}`, until && `until ${words(until)}`].filter(Boolean).join(", ");
  return el("li", { class: official ? "official" : "former" },
    el("span", { class: "when", title: exact }, when),
    el("span", { class: "names" }, large.map((name, i) => [i > 0 && " · ", el("span", { lang: name.lang }, name.text)])),
    scale && bar(period, users.length > 0, scale, edge, now),
    el("span", { class: "detail" },
      small.length > 0 && el("span", { class: "small" }, "also ", small.map((name, i) => [i > 0 && ", ", el("span", { lang: name.lang }, name.text)])),
      until && el("span", {}, `official until ${words(until)}`),
      users.map((user) => el("strong", { class: "used" }, `${used(user).length < names.length ? `${used(user).join(", ")} is ` : ""}used today by ${user}`)),
      notes.map((note) => el("span", {}, note)),
      sources.map((text) => source(text))));
}

function bar({ since, until, official }, used, scale, edge, now) {
  const [from, sure] = since ? span(since) : [edge, edge];
  const [firm, to] = until ? span(until) : [now, now];
  const piece = (kind, a, b) => b > a && svg("rect", { class: kind, x: scale(a).toFixed(1), width: (scale(b) - scale(a)).toFixed(1), y: 2, height: 8 });
  return svg("svg", { class: "bar", viewBox: "0 0 1000 12", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: "track", x: 0, y: 5.5, width: 1000, height: 1 }),
    // Within an interval the change happened some day: drawn lighter.
    since && sure - from > 0.1 && piece("maybe", from, sure), piece(since ? (official ? "official" : "former") : "open", since ? sure : edge, firm),
    until && to - firm > 0.1 && piece("maybe", firm, to), used && piece("used", to, now));
}

function source(text) {
  if (!/^https?:\/\/[^\s]+$/.test(text)) return el("span", { class: "source" }, text);
  return el("a", { class: "source", href: text, rel: "noreferrer noopener", target: "_blank" }, host(text));
}

const host = (url) => url.replace(/^https?:\/\/(www\.)?/, "").split(/[/?#]/)[0];

function inUse(place) {
  const also = place.names.filter((name) => name.kind === "also");
  if (!also.length) return null;
  const byText = new Map();
  for (const name of also) {
    const users = name.used_by ? `, used by ${name.used_by}` : "";
    if (!byText.has(name.text)) byText.set(name.text, { lang: name.lang, said: new Set(), notes: new Set() });
    const { said, notes } = byText.get(name.text);
    said.add((name.lang ? languageName(name.lang) : "") + users);
    notes.add(name.note);
  }
  return el("section", {}, el("h3", {}, "Other names in use"),
    el("ul", { class: "words" }, [...byText].map(([text, { lang, said, notes }]) =>
      el("li", {}, el("span", { class: "word", lang }, text), " ", el("span", { class: "note" }, [[...said].filter(Boolean).join(", "), ...notes].filter(Boolean).join("; "))))));
}

function languageName(tag) {
  try {
    return RARE[tag] || languages.of(tag);
  } catch {
    return tag;
  }
}

function misspellings(place) {
  const found = place.names.filter((name) => name.kind === "misspelling");
  if (!found.length) return null;
  return el("section", {}, el("h3", {}, "Misspellings on record"),
    el("ul", { class: "words" }, found.map((name) =>
      el("li", {}, el("span", { class: "word wrong" }, name.text), " ",
        el("span", { class: "note" }, [name.note, name.source && source(name.source)].filter(Boolean).flatMap((part, i) => (i ? [" · ", part] : [part])))))));
}

function candidates(answer, others, place, name, hints) {
  const rest = answer.total - others.length - (place ? 1 : 0);
  return el("section", { class: "candidates" },
    el("h3", {}, place ? "What else it could be" : "What it may be"),
    el("ol", {}, others.map((match) => el("li", {},
      el("a", { href: address({ name, ...hints, place: match.id }) },
        meter(match.score),
        el("span", { class: "candidate" }, el("span", { class: "word" }, match.name), match.uk && el("span", { class: "uk", lang: "uk" }, ` ${match.uk}`),
          el("span", { class: "about" }, about(match)),
          matched(match)))))),
    rest > 0 && el("p", { class: "aside" }, `and ${rest.toLocaleString("en")} more. An area or a date above may tell them apart.`));
}

function matched({ matched: found, name }) {
  if (found.text === name) return null;
  const kind = { former: "a former name", misspelling: "a misspelling on record", also: "another name", romanised: "a romanisation" }[found.kind];
  return el("span", { class: "about" }, "as ", el("span", { lang: found.lang }, found.text), kind && `, ${kind}`, found.until && ` until ${words(found.until)}`);
}

export function meter(value) {
  return el("span", { class: "meter" },
    svg("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("rect", { class: "track", width: 100, height: 6 }), svg("rect", { class: "value", width: (value * 100).toFixed(1), height: 6 })),
    el("span", {}, score(value)));
}

function map(place, answer) {
  const points = [
    ...(place ? [place] : []),
    ...(answer ? answer.candidates.filter((match) => match.id !== place?.id).map((match) => ({ ...match, faint: true })) : []),
  ];
  if (!points.length) return null;
  const drawn = draw(points, place ? `Map: ${place.name} in Ukraine` : "Map of the candidates");
  const outside = place && place.lat !== null && !draw([place], "");
  return el("figure", { class: "where" },
    drawn || el("p", { class: "aside" }, "Outside this map."),
    el("figcaption", {},
      place && place.lat !== null && `${degrees(place.lat, "N", "S")}, ${degrees(place.lon, "E", "W")}`,
      place?.coords === "computed" && " (middle of its settlements)",
      place && place.lat === null && "Where it lies is not on record.",
      outside && drawn && " (outside this map)",
      points.some((point) => point.faint && point.lat !== null) && el("span", { class: "legend" }, place ? " Small dots: what else it could be." : "What the name may mean.")));
}

const degrees = (value, positive, negative) => `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;

function facts(place) {
  const rows = [["Id", place.id], ...Object.entries(place.ids).map(([key, value]) => [IDS[key] || key, value])];
  return el("dl", { class: "facts" },
    rows.map(([key, value]) => [el("dt", {}, key), el("dd", { class: "code" }, value)]),
    place.population && [el("dt", {}, "People"), el("dd", {}, place.population.toLocaleString("en"))],
    place.parents.length > 0 && [el("dt", {}, "Lies in"), el("dd", {}, place.parents.map((area) => el("div", {}, link({ place: area.id }, area.name))))]);
}
