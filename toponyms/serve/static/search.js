// The field with suggestions: a combobox as WAI-ARIA describes it. Focus stays in the field; the arrows move a mark.

import { about, ask, el, show, stale } from "./dom.js";

const PAUSE = 60; // ms after a key press before the server is asked

// Calls choose(typed) on Enter, choose(name, id) when a suggestion is taken; area() says where the places must lie.
export function combobox(input, list, area, choose) {
  let marked = -1;
  let shown = [];
  let timer = 0;
  let asking = null;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    shown = [];
    mark(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  const mark = (number) => {
    marked = number;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === number)));
    if (number < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[number].id);
      list.children[number].scrollIntoView({ block: "nearest" });
    }
  };

  const take = (number) => {
    const { id, matched } = shown[number];
    input.value = matched.text;
    close();
    choose(matched.text, id);
  };

  const suggest = async () => {
    const prefix = input.value;
    asking?.abort();
    if (!prefix.trim()) return close();
    asking = new AbortController();
    try {
      const answer = await ask("suggest", { prefix, within: area() }, asking.signal);
      // An answer that comes late must not stand under other letters.
      if (prefix !== input.value) return undefined;
      shown = answer;
      show(list, answer.map((place, i) => option(place, i, () => take(i))));
      mark(-1);
      list.hidden = !answer.length;
      input.setAttribute("aria-expanded", String(Boolean(answer.length)));
    } catch (error) {
      if (!stale(error)) close();
    }
    return undefined;
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = shown.length;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !count && input.value.trim()) suggest();
    else if (event.key === "ArrowDown" && count) mark(marked + 1 < count ? marked + 1 : -1);
    else if (event.key === "ArrowUp" && count) mark(marked < 0 ? count - 1 : marked - 1);
    else if (event.key === "Escape" && count) close();
    else if (event.key === "Escape") input.value = "";
    else if (event.key === "Enter" && marked >= 0) take(marked);
    else if (event.key === "Enter" && input.value.trim()) {
      close();
      choose(input.value.trim());
    } else return;
    event.preventDefault();
  });
}

function option(place, number, take) {
  const same = place.matched.text === place.name;
  return el("li", {
    role: "option", id: `suggestion-${number}`, "aria-selected": "false",
    // The field would lose the focus, and the list close, before a click arrives.
    onmousedown: (event) => event.preventDefault(), onclick: take,
  },
  el("span", { class: "typed", lang: place.matched.lang }, place.matched.text),
  !same && el("span", { class: "stands-for" }, " ", el("span", { class: "arrow", "aria-hidden": "true" }, "→"), ` ${place.name}`),
  el("span", { class: "about" }, about(place)));
}
