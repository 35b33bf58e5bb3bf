// The page: what the part of the address after # says is shown. #name=Ivanivka, #place=toretsk-donetsk, both, or #text.

import { $, address, ask, el, link, sentence, show } from "./dom.js";
import { entry, verdict } from "./place.js";
import { combobox } from "./search.js";
import * as text from "./text.js";

let asking = null;
let unplaced = "";

function go(parameters) {
  const wanted = address(parameters);
  if (location.hash === wanted) route();
  else location.hash = wanted;
}

const hints = () => ({ within: $("within").value.trim(), on: $("on").value.trim() });

async function route() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const texts = asked.has("text");
  $("names-view").hidden = texts;
  $("text-view").hidden = !texts;
  for (const [id, current] of [["to-names", !texts], ["to-text", texts]]) {
    if (current) $(id).setAttribute("aria-current", "page");
    else $(id).removeAttribute("aria-current");
  }
  asking?.abort();
  text.close();
  if (texts) {
    document.title = "A text · toponyms";
    return;
  }
  const [name, id] = [asked.get("name")?.trim(), asked.get("place")];
  const given = { within: asked.get("within") || "", on: asked.get("on") || "" };
  $("name").value = name || "";
  for (const [field, value] of Object.entries(given)) if (name) $(field).value = value;
  if (given.within || given.on) $("narrow").open = true;
  $("welcome").hidden = Boolean(name || id);
  if (!name && !id) {
    show($("result"));
    show($("status"));
    document.title = "toponyms";
    return;
  }
  const { signal } = (asking = new AbortController());
  try {
    const [answer, chosen] = await Promise.all([
      name ? ask("resolve", { name, ...given }, signal) : null, id ? ask("place", { id }, signal) : null,
    ]);
    const place = chosen || (answer.id ? await ask("place", { id: answer.id }, signal) : null);
    if (signal.aborted) return;
    const match = answer?.candidates.find((each) => each.id === place?.id);
    // What follows by rule from a name on record need not be proposed.
    const slip = !match || match.step === "fuzzy" || (match.step === "romanised" && !match.matched.system);
    const spelling = answer && slip ? name : "";
    show($("result"), ...entry({ name, answer, place, hints: given, spelling: spelling || unplaced }));
    // A name that is not known waits for the place that the person then finds under another name.
    unplaced = answer && !answer.candidates.length && !place ? name : "";
    if (unplaced) $("result").querySelector(".why").append(unknown());
    if (answer && !answer.id && answer.candidates.length > 1) $("narrow").open = true;
    show($("status"), `${answer ? `${verdict(answer, place)[1]}: ` : ""}${place ? `${place.name}, ${place.kind}, ${place.area}` : answer.explanation}`);
    document.title = `${place ? place.name : name} · toponyms`;
    // The link that was followed is gone with the old entry; a person at the keyboard goes on from the new one.
    if (document.activeElement === document.body) $("result").querySelector("h2")?.focus();
  } catch (error) {
    if (signal.aborted) return;
    show($("result"), el("p", { class: "why unknown" }, sentence(error.message)));
    show($("status"), error.message);
  }
}

function unknown() {
  return el("p", {}, "If you know the place under another name, look that up now, and you can propose this spelling there.");
}

combobox($("name"), $("suggestions"), () => hints().within, (name, place) => go({ name, ...hints(), place }));
for (const id of ["within", "on"]) {
  $(id).addEventListener("change", () => $("name").value.trim() && go({ name: $("name").value.trim(), ...hints() }));
}
show($("examples"), ["Dzerzhinsk", "Красноармейск", "Krasnoarmersk", "Ivanivka", "Часов Яр", "Bahmut"].map((name) => el("li", {}, link({ name }, name))));
document.addEventListener("keydown", (event) => {
  // As on many reference sites: a slash goes to the field, unless one is writing.
  if (event.key !== "/" || event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  location.hash.startsWith("#text") ? $("text").focus() : $("name").focus();
});
text.start();
addEventListener("hashchange", route);
route();
