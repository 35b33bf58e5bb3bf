// A text with its places marked, and the same text under one name for each place.

import { $, about, el, link, post, score, sentence, show, stale } from "./dom.js";
import { draw } from "./map.js";
import { meter } from "./place.js";
import { copy } from "./propose.js";

const PAUSE = 350;
const SAMPLE = "Russian forces pushed from Dzerzhinsk (Toretsk) towards Krasnoarmersk, while Chasov Yar held out. " +
  "Shelling was reported in Ivanivka. 🕊️ Бои шли и под Артёмовском, сообщили в Димитрове; жителів Іванівки вивезли до Дніпра.";

let found = null; // the last answer, with the text it is about
let choices = new Map(); // number of a mention → id of a candidate, or "" to leave it as written
let asking = null;
let timer = 0;

export function start() {
  // A long text takes longer to read, so it is not asked for between two words.
  $("text").addEventListener("input", () => later(PAUSE + $("text").value.length / 20));
  for (const id of ["text-within", "text-on"]) $(id).addEventListener("input", () => later(PAUSE));
  $("text-lower").addEventListener("change", () => later(0));
  for (const radio of document.querySelectorAll("input[name=to]")) radio.addEventListener("change", () => find(true));
  $("sample").addEventListener("click", () => {
    $("text").value = SAMPLE;
    $("text").focus();
    later(0);
  });
  $("copy-normalised").addEventListener("click", (event) => copy($("normalised").textContent, event.currentTarget));
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => find(false), pause);
}

async function find(keep) {
  const text = wellFormed($("text").value);
  const to = document.querySelector("input[name=to]:checked").value;
  asking?.abort();
  if (!text.trim()) {
    found = null;
    $("reading").hidden = true;
    return show($("text-status"));
  }
  asking = new AbortController();
  const slow = setTimeout(() => show($("text-status"), "Reading …"), 400);
  const body = { text, to, within: $("text-within").value, on: $("text-on").value, lower: $("text-lower").checked };
  try {
    const answer = await post("find", body, asking.signal);
    // Offsets count code points, and so does this array; a JavaScript string counts an emoji twice.
    const same = found?.text === text;
    found = { ...answer, text, points: Array.from(text) };
    if (!keep || !same) choices = new Map();
    render();
  } catch (error) {
    if (!stale(error)) {
      $("reading").hidden = true;
      show($("text-status"), el("span", { class: "warn" }, sentence(error.message)));
    }
  } finally {
    clearTimeout(slow);
  }
  return undefined;
}

const wellFormed = (text) => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

function render() {
  const { mentions, points } = found;
  $("reading").hidden = false;
  const cut = (from, to) => points.slice(from, to).join("");
  const marked = [];
  let done = 0;
  mentions.forEach((mention, number) => {
    marked.push(cut(done, mention.start), mark(mention, number));
    done = mention.end;
  });
  $("marked").replaceChildren(...marked, cut(done));
  renderNormalised();
  summary();
}

// The pieces of the normalised text: [text, the mention it stands for or null].
function pieces() {
  const { mentions, points } = found;
  const made = [];
  let done = 0;
  mentions.forEach((mention, number) => {
    if (mention.start < done) return; // in the gloss of the one before
    const chosen = choices.get(number);
    const written = chosen === undefined ? mention.written : chosen && mention.candidates.find(({ id }) => id === chosen).written;
    const until = chosen === undefined && written !== null ? mention.until : mention.end;
    made.push([points.slice(done, mention.start).join(""), null], [written || points.slice(mention.start, until).join(""), number, Boolean(written)]);
    done = until;
  });
  made.push([points.slice(done).join(""), null]);
  return made;
}

function renderNormalised() {
  let made = pieces();
  // Rewriting may settle other names in turn; the library's own text is what counts as long as nothing was chosen.
  if (!choices.size && made.map(([text]) => text).join("") !== found.normalised) made = [[found.normalised, null]];
  $("normalised").replaceChildren(...made.map(([text, number, written]) => {
    if (number === null) return text;
    const mention = found.mentions[number];
    const kind = undecided(mention, number) ? "kept open" : written ? "written" : "kept";
    return el("span", { class: kind, title: text === mention.text ? null : `written ${mention.text}` }, text);
  }));
}

const undecided = (mention, number) => mention.doubtful && !choices.has(number);

function mark(mention, number) {
  const chosen = choices.get(number);
  const kind = chosen !== undefined ? "chosen" : mention.id === null ? "open" : mention.doubtful ? "doubt" : "sure";
  const place = chosen === undefined ? mention : mention.candidates.find(({ id }) => id === chosen);
  const said = chosen === "" ? "left as written" : place?.name ? `${place.name}, ${kind === "doubt" ? "in doubt" : kind === "chosen" ? "your choice" : score(mention.score)}` : "undecided";
  return el("button", {
    type: "button", class: `mention ${kind} ${mention.form}`, title: said, "aria-label": `${mention.text}: ${said}`,
    "aria-haspopup": "dialog", "data-number": number, onclick: (event) => choose(event.currentTarget, mention, number),
  }, mention.text);
}

function choose(button, mention, number) {
  const current = choices.has(number) ? choices.get(number) : mention.id;
  const same = found.mentions.map((each, i) => [each, i]).filter(([each, i]) => i !== number && each.text === mention.text && each.doubtful);
  const all = same.length > 0 && el("input", { type: "checkbox" });
  const pick = (id) => {
    const also = all && all.checked ? same.map(([, i]) => i) : [];
    for (const i of [number, ...also]) choices.set(i, id);
    // The marks change in place: the button that opened the dialog keeps the focus when it closes.
    for (const i of [number, ...also]) {
      const old = $("marked").querySelector(`[data-number="${i}"]`);
      const fresh = mark(found.mentions[i], i);
      old.className = fresh.className;
      for (const name of ["title", "aria-label"]) old.setAttribute(name, fresh.getAttribute(name));
    }
    renderNormalised();
    summary();
  };
  const radio = (id, ...label) => el("label", {},
    el("input", { type: "radio", name: "candidate", value: id, checked: id === current, onclick: () => pick(id) }), el("span", { class: "candidate" }, ...label));
  const adjective = mention.form === "adjective" && el("p", { class: "aside" }, "An adjective: it is kept as written.");
  const dialog = $("chooser");
  show(dialog,
    el("p", { class: "asked" }, el("strong", {}, `“${mention.text}”`), mention.id === null ? " is undecided. Which place is meant?" : mention.doubtful ? " is in doubt. Which place is meant?" : ""),
    el("div", { role: "radiogroup", "aria-label": `What ${mention.text} stands for` },
      mention.candidates.map((match) => radio(match.id,
        el("span", { class: "word" }, match.name), match.uk && el("span", { class: "uk", lang: "uk" }, ` ${match.uk}`), meter(match.score),
        el("span", { class: "about" }, about(match)))),
      radio("", "None of these: leave it as written")),
    adjective, all && el("label", { class: "all" }, all, ` also for ${same.length} more “${mention.text}”`),
    el("p", { class: "actions" }, link({ name: mention.text }, "Look the name up"), el("button", { type: "button", onclick: close }, "Done")));
  dialog.showPopover?.();
  put(dialog, button);
  dialog.querySelector("input:checked, input[type=radio]").focus();
}

export function close() {
  $("chooser").hidePopover?.();
  $("chooser").replaceChildren();
}

// Sets the dialog below its mention, or above it where there is no room; never beyond the window.
function put(dialog, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const below = at.bottom + 6 + height <= innerHeight || at.top < height + 12;
  const fits = at.bottom + 6 + height <= innerHeight || at.top >= height + 12;
  const beside = !fits && at.right + 10 + width <= innerWidth;
  dialog.style.left = `${beside ? at.right + 10 : Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  dialog.style.top = `${Math.max(8, below ? Math.min(at.bottom + 6, innerHeight - height - 8) : at.top - height - 6)}px`;
}

function summary() {
  const { mentions } = found;
  const places = new Map();
  mentions.forEach((mention, number) => {
    const chosen = choices.get(number);
    const place = chosen === undefined ? mention.id && mention : mention.candidates.find(({ id }) => id === chosen);
    if (place) places.set(place.id, { ...place, count: (places.get(place.id)?.count || 0) + 1, open: undecided(mention, number) });
  });
  const doubts = mentions.filter(undecided).length;
  show($("text-status"),
    `${count(mentions.length, "mention")} of ${count(places.size, "place")}`,
    doubts > 0 && [" · ", el("strong", { class: "doubt" }, `${doubts} in doubt`), ": choose by clicking or with Enter"],
    mentions.length === 0 && ". Names are looked for in English, Russian and Ukrainian.");
  const points = [...places.values()];
  show($("text-places"),
    el("div", { class: "where" }, draw(points, "Map of the places in the text", true)),
    el("ul", { class: "words" }, points.map((place) => el("li", {}, link({ place: place.id }, place.name, { class: "word" }),
      place.count > 1 && el("span", { class: "note" }, ` × ${place.count}`), place.open && el("span", { class: "note doubt" }, " in doubt")))));
}

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
