// "Propose a spelling": the lines for gazetteer.yaml and the command, written by the server as one fills in the form.

import { ask, el, sentence, show, stale } from "./dom.js";

const KINDS = { misspelling: "a misspelling", former: "a former name", also: "another name" };

export function proposal(place, spelling) {
  const result = el("div", { class: "proposed", "aria-live": "polite" });
  const field = (name, label, attributes) =>
    el("label", { class: `field ${name}` }, el("span", {}, label), el("input", { name, autocomplete: "off", spellcheck: "false", ...attributes }));
  const kind = el("label", { class: "field" }, el("span", {}, "It is"),
    el("select", { name: "kind" }, Object.entries(KINDS).map(([value, text]) => el("option", { value }, text))));
  const form = el("div", { class: "form" },
    field("name", "Spelling", { value: spelling, maxlength: 400 }), kind,
    field("lang", "Language", { placeholder: "uk, ru, en, pl …", maxlength: 20 }),
    field("until", "Official until", { placeholder: "2016-05-12, 2016", maxlength: 30 }),
    field("source", "Source", { placeholder: "a link, an act, a book with its page", maxlength: 400 }));
  let asking = null;
  let timer = 0;

  const refresh = async () => {
    const values = Object.fromEntries([...form.querySelectorAll("input, select")].map((each) => [each.name, each.value]));
    form.dataset.kind = values.kind;
    if (values.kind !== "former") delete values.until;
    asking?.abort();
    if (!values.name.trim()) return show(result, el("p", { class: "aside" }, "Write the spelling, and the lines appear here."));
    asking = new AbortController();
    try {
      const answer = await ask("propose", { id: place.id, ...values }, asking.signal);
      show(result,
        answer.known && el("p", { class: "aside" }, `It is found already, so it need not be listed: ${answer.known}`),
        answer.taken && el("p", { class: "aside warn" }, `Mind: ${answer.taken}`),
        copied("For gazetteer.yaml", answer.yaml, "yaml"), copied("Or by command, in a clone of the project", answer.command, "command"),
        el("p", { class: "aside" }, "If the entry is there already, only the new item goes into it. ",
          values.source ? "" : "A source that a reader can check is what makes a proposal good."));
    } catch (error) {
      if (!stale(error)) show(result, el("p", { class: "aside warn" }, sentence(error.message)));
    }
    return undefined;
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 120);
  });
  const details = el("details", { class: "propose" }, el("summary", {}, spelling ? `Propose “${spelling}” as a name of ${place.name}` : "Propose this spelling, or another name"), form, result);
  details.addEventListener("toggle", () => details.open && refresh());
  form.dataset.kind = "misspelling";
  return details;
}

function copied(label, text, kind) {
  const button = el("button", { type: "button", class: "copy", onclick: () => copy(text, button) }, "Copy");
  return el("div", { class: "block" }, el("p", {}, label, button), el("pre", { class: kind, tabindex: "0" }, text));
}

export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // Without HTTPS or permission the browser refuses; the text is marked for copying by hand.
    const range = document.createRange();
    range.selectNodeContents(button.closest(".block").querySelector("pre"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    button.textContent = "Press Ctrl+C";
  }
  setTimeout(() => (button.textContent = "Copy"), 2500);
}
