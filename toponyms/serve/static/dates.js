// Dates as the data has them: a year, month or day, or an interval "1962/1964" within which something happened.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

export function words(date) {
  const [start, end] = date.split("/");
  if (end) return `${words(start)}/${words(end)}`;
  const [year, month, day] = start.split("-");
  return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

export const years = (date) => date.split("/").map((part) => part.slice(0, 4)).filter((y, i, all) => y !== all[i - 1]).join("/");

// The earliest and latest moment a date can mean, in years: 2016-07 → [2016.5, 2016.58].
export function span(date) {
  const [start, end = start] = date.split("/").map((part) => part.split("-").map(Number));
  return [moment(start, 0), moment(end, 1)];
}

function moment([year, month, day], last) {
  if (!month) return year + last;
  return year + (month - 1) / 12 + (day ? (day - 1 + last) / 372 : last / 12);
}

export function today() {
  const now = new Date();
  return now.getFullYear() + now.getMonth() / 12 + now.getDate() / 372;
}

// The names a place has had, oldest last, as periods: names of the same years stand together.
export function periods(names) {
  const lived = names.filter((name) => name.kind === "official" || name.kind === "former");
  const formers = lived.filter((name) => name.kind === "former").sort((a, b) => ends(a) - ends(b));
  const before = {};
  const found = new Map();
  const last = formers.filter((name) => name.lang === "uk").at(-1)?.until;
  for (const name of [...formers, ...lived.filter((each) => each.kind === "official")]) {
    // A name without a beginning of its own began where the one before it, in its language, ended.
    const since = name.since || before[name.lang] || (name.kind === "official" ? last : undefined);
    before[name.lang] = name.until;
    const key = `${name.kind} ${since} ${name.until}`;
    if (!found.has(key)) found.set(key, { since, until: name.until, official: name.kind === "official", names: [] });
    found.get(key).names.push(name);
  }
  return [...found.values()].reverse();
}

const ends = (name) => (name.until ? span(name.until)[1] : -1e4);
