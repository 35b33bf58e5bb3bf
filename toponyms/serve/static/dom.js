// Elements from data. Text only ever becomes text nodes: nothing that a person typed, or that the data holds, is read
// as HTML.

const SVG = "http://www.w3.org/2000/svg";

export const $ = (id) => document.getElementById(id);

// el("p", {class: "note", onclick: f}, "text", child): null children are left out.
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function show(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child));
}

export async function ask(path, parameters, signal) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return answered(await fetch(`api/${path}?${query}`, { signal }));
}

export async function post(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  return answered(await fetch(`api/${path}`, { method: "POST", headers, body: JSON.stringify(body), signal }));
}

async function answered(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || `the server answered ${response.status}`);
  return answer;
}

// What was asked and is no longer wanted ends in an AbortError; that is no failure.
export const stale = (error) => error.name === "AbortError";

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1).replace(/[.]?$/, ".");

export function score(value) {
  if (value > 0.99) return "over 99 %";
  return value < 0.01 ? "below 1 %" : `${Math.round(value * 100)} %`;
}

const countries = new Intl.DisplayNames(["en"], { type: "region" });

export const country = (code) => (code === "UA" ? "" : countries.of(code));

// What a place is and where: "village, Uman Raion, Cherkasy Oblast"; "city, Russia".
export const about = (place) => [place.kind.replace("-", " "), place.area, country(place.country)].filter(Boolean).join(", ");

// A link to another view of this page; the part after # is all that changes.
export function link(parameters, text, attributes = {}) {
  return el("a", { href: address(parameters), ...attributes }, text);
}

export function address(parameters) {
  return "#" + new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
}
