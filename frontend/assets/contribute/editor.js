// A card as a form: every value has a field at its place, and every problem stands beside its place.
import { EMPTY, isNumber, Num } from "./json.js";
import { ENGLISH, inWords, make, say, sayIf } from "./parts.js";

const MOST_ROWS = 200;
const LONG = 70;
const ROWS = new Set(["cells", "overall", "results"]);  // lists that are tables
const GROUPED = /^\/(tables\/\d+\/cells|results|overall)\//;
const SOURCED = /\/(source|countries_source|totals_source\/[^/]+)$/;
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Num);
const isScalar = (value) => !Array.isArray(value) && !isObject(value);
const step = (name) => String(name).replaceAll("~", "~0").replaceAll("/", "~1");
const unstep = (name) => name.replaceAll("~1", "/").replaceAll("~0", "~");
const steps = (pointer) => pointer.split("/").slice(1).map(unstep);
const copy = (value) => {
  if (Array.isArray(value)) return value.map(copy);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, copy(v)]));
  return value;
};

export class Editor {
  // `blank` is the shape of a card; `labels` names fields, `choices` lists the codes of some with what they mean,
  // `numbers` says which hold numbers; `changed` is told of each change.
  constructor(frame, { blank, labels, choices, numbers, changed }) {
    Object.assign(this, { frame, blank: blanked(blank), labels, choices, numbers: new Set(numbers), changed, card: {}, problems: [] });
  }

  nameOf(key) {
    return this.labels[key] ?? String(key).replaceAll("_", " ");
  }

  // One of a list ("Table 1"), and a place in it in the words of the form ("Table 1, row 2, Number").
  itemName(key, n) {
    return ROWS.has(key) ? say("row", { n: n + 1 }) : sayIf(`one_${key}`, `${this.nameOf(key)} {n}`, { n: n + 1 });
  }

  placeOf(pointer) {
    const names = [];
    let before = "";
    for (const name of steps(pointer)) {
      if (!/^\d+$/.test(name)) names.push(this.nameOf(name));
      else if (before === "cells" || sayIf(`one_${before}`, "")) names.splice(-1, 1, this.itemName(before, Number(name)));
      else if (!this.choices[before]) names.push(this.itemName(ROWS.has(before) ? before : "cells", Number(name)));
      before = name;
    }
    return names.join(", ");
  }

  // What a code of a group means, where a form offers it.
  wordOf(key, code) {
    const known = [...(this.choices[key] ?? []), ["unknown", say("not_known")]];
    return known.find(([each]) => each === code)?.[1] ?? code;
  }

  show(card, problems = []) {
    this.card = card;
    this.problems = problems;
    for (const each of problems) this.makeRoom(each.pointer ?? "");
    const fields = Object.entries(card).map(([key, value]) => this.entry(card, key, value, ""));
    this.frame.replaceChildren(...fields, this.further());
    for (const each of problems) this.mark(each);
  }

  // A field that is missing gets an empty place, so that it can be given where it is missed.
  makeRoom(pointer) {
    const last = steps(pointer).pop();
    const at = this.look(pointer.slice(0, pointer.lastIndexOf("/")));
    if (last !== undefined && isObject(at) && !(last in at)) at[last] = this.shape(pointer) ?? EMPTY;
  }

  look(pointer) {
    return steps(pointer).reduce((at, name) => at?.[name], this.card);
  }

  shape(pointer) {
    let at = this.blank;
    for (const name of steps(pointer)) at = Array.isArray(at) ? at[0] : at?.[name];
    return at === undefined ? undefined : copy(at);
  }

  mark(problem) {
    let pointer = problem.pointer ?? "";
    let place = null;
    while (pointer && !(place = this.find(pointer))) pointer = pointer.slice(0, pointer.lastIndexOf("/"));
    if (!place) return;
    const field = place.matches("input, select, textarea") ? place : place.querySelector(":scope > input, :scope > textarea");
    const said = make("p", { class: "wrong", ...ENGLISH }, inWords(problem, { place: false }));
    said.id = `wrong-${this.problems.indexOf(problem)}`;
    problem.at = (field ?? place).id;
    for (let up = place.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    if (field) {
      field.setAttribute("aria-invalid", "true");
      const before = field.getAttribute("aria-describedby");
      field.setAttribute("aria-describedby", before ? `${before} ${said.id}` : said.id);
      field.after(said);
    } else if (place.matches("fieldset")) place.querySelector("legend").after(said);
    else place.prepend(said);
  }

  find(pointer) {
    return this.frame.querySelector(`[data-at="${CSS.escape(pointer)}"]`);
  }

  again(focus) {
    this.show(this.card);
    this.changed();
    if (focus) this.find(focus)?.querySelector("input, select, textarea")?.focus();
  }

  // --- Values ---------------------------------------------------------------------------------

  entry(parent, key, value, base, label = this.nameOf(key)) {
    const at = `${base}/${step(key)}`;
    if (isScalar(value)) return this.line(label, this.scalar(parent, key, value, at));
    if (Array.isArray(value) && value.every((each) => isScalar(each) && !String(each?.text ?? each).includes(","))) {
      return this.choices[key] ? this.picks(parent, key, value, at, label) : this.line(label, this.words(parent, key, value, at));
    }
    const open = ROWS.has(key) || (base === "" && key !== "documentation");
    const body = Array.isArray(value) ? this.items(value, at, key) : this.members(value, at);
    return make("details", { class: "group", "data-at": at, id: `at${at}`, tabindex: -1, open },
      make("summary", {}, label), ...body);
  }

  line(label, field) {
    return make("div", { class: "line" }, make("label", { for: field.id }, label), field);
  }

  members(value, at) {
    return Object.entries(value).map(([key, each]) => this.entry(value, key, each, at));
  }

  items(value, at, key) {
    const flat = ROWS.has(key) && value.length && value.every(isObject);
    const body = flat ? [this.grid(value, at)] : value.map((each, n) => this.item(value, each, n, at));
    const shape = value.length ? blanked(value.at(-1)) : this.shape(`${at}/0`);
    if (shape === undefined) return body;
    const add = make("button", { type: "button", class: "plain" }, sayIf(`add_${key}`, `${say("add")}: ${this.nameOf(key)}`));
    add.addEventListener("click", () => {
      value.push(copy(shape));
      this.again(`${at}/${value.length - 1}`);
    });
    return [...body, add];
  }

  item(list, value, n, at) {
    if (isScalar(value)) return this.line(say("row", { n: n + 1 }), this.scalar(list, n, value, `${at}/${n}`));
    const key = at.split("/").at(-1);
    const name = this.itemName(key, n);
    return make("fieldset", { "data-at": `${at}/${n}`, id: `at${at}/${n}`, tabindex: -1 },
      make("legend", {}, name), ...(Array.isArray(value) ? this.items(value, `${at}/${n}`, name) : this.members(value, `${at}/${n}`)),
      this.remover(list, n, name, sayIf(`remove_${key}`, say("remove"))));
  }

  remover(list, n, name, words = say("remove")) {
    const button = make("button", { type: "button", class: "plain", "aria-label": `${words}: ${name}` }, words);
    button.addEventListener("click", () => {
      list.splice(n, 1);
      this.again();
    });
    return button;
  }

  // Cells of a table: one row each; of a long table the first ones, and those with a problem.
  grid(cells, at) {
    const dims = this.look(at.slice(0, at.lastIndexOf("/")))?.dims?.filter?.((dim) => typeof dim === "string") ?? [];
    const keys = [...new Set([...dims, ...cells.flatMap((cell) => used(cell))])];
    const wrong = new Set(this.problems.map((each) => each.pointer ?? "").filter((p) => p.startsWith(`${at}/`))
      .map((p) => Number(p.slice(at.length + 1).split("/")[0])));
    const shown = cells.map((cell, n) => [cell, n]).filter(([, n]) => n < MOST_ROWS || wrong.has(n));
    const head = make("tr", {}, make("th", { scope: "col" }, "#"), keys.map((key) => make("th", { scope: "col" }, this.nameOf(unstep(key.split("/").at(-1))))),
      make("td", {}));
    const rows = shown.map(([cell, n]) => make("tr", { "data-at": `${at}/${n}` }, make("th", { scope: "row" }, String(n + 1)),
      keys.map((key) => make("td", { "data-name": this.nameOf(unstep(key.split("/").at(-1))) }, this.cell(cell, key, n, `${at}/${n}`))),
      make("td", {}, this.remover(cells, n, say("row", { n: n + 1 })))));
    const left = cells.length - shown.length;
    const name = this.nameOf(at.split("/").at(-1));
    return make("div", { class: "table-frame", tabindex: 0, role: "region", "aria-label": name },
      make("table", {}, make("thead", {}, head), make("tbody", {}, rows)),
      left ? make("p", { class: "quiet" }, say("too_long", { n: left })) : null);
  }

  cell(cell, key, n, base) {
    const path = key.split("/").map(unstep);
    const last = path.pop();
    const parent = path.reduce((at, name) => at[name] ??= {}, cell);
    const field = this.scalar(parent, last, last in parent ? parent[last] : EMPTY, `${base}/${key}`);
    field.setAttribute("aria-label", `${this.nameOf(last)}, ${say("row", { n: n + 1 })}`);
    return field;
  }

  // --- Fields ---------------------------------------------------------------------------------

  scalar(parent, key, value, at) {
    if (typeof value === "boolean") return this.choice(at, value, [[true, say("yes")], [false, say("no")]], (told) => { parent[key] = told === "true"; });
    const text = value instanceof Num ? value.text : value === EMPTY || value === null ? "" : String(value);
    const offered = this.offered(key, at);
    if (offered) return this.coded(parent, key, text, at, offered);
    const place = { id: `at${at}`, "data-at": at, autocomplete: "off", spellcheck: "false" };
    const field = key === "citation" || text.length > LONG ? make("textarea", { ...place, rows: 3 }) : make("input", place);
    field.value = text;
    field.addEventListener("input", () => {
      parent[key] = this.typed(field.value, key, value);
      this.changed();
    });
    return field;
  }

  typed(text, key, before) {
    const plain = text.trim();
    if (plain === "") return EMPTY;
    if ((this.numbers.has(key) || before instanceof Num) && isNumber(plain)) return new Num(plain);
    return text;
  }

  choice(at, value, offered, take) {
    const options = offered.map(([each, words]) => make("option", { value: String(each), selected: each === value }, words));
    const field = make("select", { id: `at${at}`, "data-at": at }, options);
    field.addEventListener("change", () => {
      take(field.value);
      this.changed();
    });
    return field;
  }

  // The codes that a field may hold, with what they mean; of sources those that the card names.
  offered(key, at) {
    if (SOURCED.test(at)) {
      const named = (this.card.sources ?? []).filter(({ id, citation }) => typeof id === "string" && id && typeof citation === "string");
      return named.length ? named.map(({ id, citation }) => [id, `${id}: ${citation}`]) : null;
    }
    const known = this.choices[key];
    return known && GROUPED.test(at) ? [...known, ["unknown", say("not_known")]] : known;
  }

  // One that is none of those offered stays to be seen.
  coded(parent, key, text, at, known) {
    const own = known.some(([code]) => code === text) ? [] : [[text, text]];
    return this.choice(at, text, [...own, ...known], (told) => { parent[key] = told === "" ? EMPTY : told; });
  }

  // A list of a vocabulary: each of its codes is chosen or not.
  picks(parent, key, value, at, label) {
    const held = value.filter((each) => each !== EMPTY).map((each) => each?.text ?? String(each));
    const own = held.filter((code) => !this.choices[key].some(([each]) => each === code)).map((code) => [code, code]);
    const boxes = [...own, ...this.choices[key]].map(([code, words]) => {
      const box = make("input", { type: "checkbox", id: `at${at}/${code}`, checked: held.includes(code) });
      box.addEventListener("change", () => {
        const others = parent[key].filter((each) => each !== EMPTY && each !== code);
        parent[key] = box.checked ? [...others, code] : others;
        // The dimensions of a table are the columns of its cells.
        if (key === "dims") this.again(`${at}/${code}`);
        else this.changed();
      });
      return make("span", { "data-at": `${at}/${code}` }, box, make("label", { for: box.id }, words));
    });
    return make("fieldset", { class: "picks", "data-at": at, id: `at${at}`, tabindex: -1 }, make("legend", {}, label), boxes);
  }

  words(parent, key, value, at) {
    const field = make("input", { id: `at${at}`, "data-at": at, autocomplete: "off", spellcheck: "false" });
    field.value = value.map((each) => (each instanceof Num ? each.text : each === EMPTY ? "" : String(each))).join(", ");
    const numbers = value.some((each) => each instanceof Num);
    field.addEventListener("input", () => {
      const parts = field.value.split(",").map((part) => part.trim()).filter(Boolean);
      parent[key] = parts.map((part) => (numbers && isNumber(part) ? new Num(part) : part));
      this.changed();
    });
    return field;
  }

  // What a card may say and this one does not: one more field at a time.
  further() {
    const names = Object.keys(this.blank).filter((name) => !(name in this.card));
    if (!names.length) return "";
    const choice = make("select", { id: "further" }, names.map((name) => make("option", { value: name }, this.nameOf(name))));
    const button = make("button", { type: "button", class: "plain" }, say("further_add"));
    button.addEventListener("click", () => {
      const name = choice.value;
      this.card[name] = copy(this.blank[name]);
      this.again();
      (this.find(`/${step(name)}`) ?? this.frame).focus();
    });
    return make("div", { class: "line", id: "further-line" }, make("label", { for: "further" }, say("further")), choice, button);
  }
}

// The columns that a row needs, as paths within it: what is grouped stands in columns of its own.
const used = (cell) => Object.entries(cell).flatMap(([key, value]) => {
  if (isObject(value)) return Object.keys(value).map((inner) => `${step(key)}/${step(inner)}`);
  return key === "n" || value !== EMPTY ? [step(key)] : [];
});

// The shape of a row without what it says.
export function blanked(value) {
  if (Array.isArray(value)) return value.map(blanked);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, blanked(each)]));
  return typeof value === "boolean" ? value : EMPTY;
}
