// Parts that all scripts of these pages share. Everything is set as text, never as markup.
let words = {};
let wordsFrom = "";
let counter = 0;

// What is said, in the reader's language; {names} are filled.
export function say(name, values = {}) {
  const told = document.getElementById("contribute-words")?.dataset.words ?? "{}";
  if (told !== wordsFrom) [words, wordsFrom] = [JSON.parse(told), told];  // each page has words of its own
  return fill(words[name] ?? name, values);
}

// What one thing is called where it has words of its own, else the others.
export function sayIf(name, others, values = {}) {
  const own = say(name, values);
  return own === name ? fill(others, values) : own;
}

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);

export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((each) => each !== null && each !== undefined));
  return made;
}

export const fresh = (name) => `${name}-${(counter += 1)}`;

export const list = (items, look = {}) => make("ul", look, items.map((each) => make("li", {}, each)));

export function folded(summary, ...children) {
  return make("details", {}, make("summary", {}, summary), ...children);
}

// Rules about cards and files are written in English, whatever the language of the page.
export const ENGLISH = { lang: "en", dir: "ltr" };

// What would be hidden of a card and why, and what is printed although it is small; in the words of its form.
export function hiding(answer, editor) {
  const { hidden = [], published = [] } = answer.json?.protection ?? {};
  const placed = (field) => editor.placeOf(`/${field.split(/[.[\]]+/).filter(Boolean).join("/")}`);
  const group = (key) => Object.entries(key).map(([dim, each]) => `${editor.nameOf(dim)}: ${editor.wordOf(dim, each)}`).join(", ");
  const line = ({ field, key, why }) => `${placed(field)}, ${group(key)} (${say(why === "small" ? "small" : "protects")})`;
  return make("div", {}, make("p", {}, hidden.length ? say("hidden", { n: hidden.length }) : say("hidden_none")),
    hidden.length ? list(hidden.map(line), { id: fresh("hidden"), class: "hidden-counts" }) : null,
    published.length ? make("p", {}, say("published", { listed: published.map(placed).join("; ") })) : null);
}

// How much of a file is sent; once it is there, how long the server takes cannot be told.
export function showing(progress, tell) {
  return (part) => {
    progress.hidden = false;
    if (part < 1) progress.value = part;
    else progress.removeAttribute("value");
    tell(part < 1 ? say("sending", { percent: Math.floor(100 * part) }) : say("working"));
  };
}

// A problem of the server in words: where, which rule, what was found, an example.
export function inWords(problem, { place = problem.field } = {}) {
  const found = problem.value ? ` ${say("found", { value: problem.value })}` : "";
  const example = problem.example ? ` ${say("example", { example: problem.example })}` : "";
  const rule = place ? problem.rule : problem.rule[0].toUpperCase() + problem.rule.slice(1);
  return `${place ? `${place}: ` : ""}${rule}.${found}${example}`;
}

// Of what breaks a rule the detail says all; elsewhere the title comes first.
function headed({ title, detail, status }) {
  if (detail && (status === 413 || status === 422)) return [make("b", {}, detail)];
  return [make("b", {}, title ? `${title}.` : say("unreachable")), detail ? ` ${detail}` : ""];
}

// What went wrong with a request, for a place with role=alert.
export function trouble(answer, nameOf = (each) => each.field) {
  const told = answer.json ?? {};
  const problems = (told.problems ?? []).map((each) => inWords(each, { place: nameOf(each) }));
  const more = told.more_problems ? say("more_problems", { n: told.more_problems }) : null;
  const later = answer.status === 429 ? say("later", { minutes: Math.max(1, Math.ceil(answer.retryAfter / 60)) }) : null;
  return make("div", { class: "trouble" }, later ? make("p", {}, later) : null,
    make("p", told.title ? ENGLISH : {}, ...headed(told)),
    problems.length ? list(problems, ENGLISH) : null, more ? make("p", {}, more) : null);
}
