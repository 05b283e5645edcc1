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

// A place in a table as the form counts: from one.
function placed(field) {
  const [, table, cell] = /^tables\[(\d+)\]\.cells\[(\d+)\]/.exec(field) ?? [];
  return cell ? say("cell_at", { table: Number(table) + 1, row: Number(cell) + 1 }) : field;
}

// What would be hidden of a card and why, and what is printed although it is small.
export function hiding(answer) {
  const { hidden = [], published = [] } = answer.json?.protection ?? {};
  const line = ({ field, key, why }) => `${placed(field)}: ${Object.entries(key).map(([dim, each]) => `${dim} ${each}`).join(", ")} `
    + `(${say(why === "small" ? "small" : "protects")})`;
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
export function inWords(problem, { place = true } = {}) {
  const found = problem.value ? ` ${say("found", { value: problem.value })}` : "";
  const example = problem.example ? ` ${say("example", { example: problem.example })}` : "";
  return `${place ? `${problem.field}: ` : ""}${problem.rule}.${found}${example}`;
}

// What went wrong with a request, for a place with role=alert.
export function trouble(answer) {
  const told = answer.json ?? {};
  const problems = (told.problems ?? []).map((each) => inWords(each));
  const more = told.more_problems ? say("more_problems", { n: told.more_problems }) : null;
  const later = answer.status === 429 ? say("later", { minutes: Math.max(1, Math.ceil(answer.retryAfter / 60)) }) : null;
  return make("div", { class: "trouble" }, later ? make("p", {}, later) : null,
    make("p", told.title ? ENGLISH : {}, make("b", {}, told.title ? `${told.title}.` : say("unreachable")), told.detail ? ` ${told.detail}` : ""),
    problems.length ? list(problems, ENGLISH) : null, more ? make("p", {}, more) : null);
}
