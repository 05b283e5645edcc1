// A file of counts of any size: its columns are named by a person, it is checked, and added to a draft.
import { ask, newKey } from "./http.js";
import { ENGLISH, hiding, inWords, make, say, showing, trouble } from "./parts.js";

const HEAD = 65536;
const TEXT = ["text/csv", "text/tab-separated-values", "application/x-ndjson"];

// Of a long text its beginning is enough to see the columns.
async function head(file, media) {
  if (!TEXT.includes(media) || file.size <= HEAD) return file;
  const bytes = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const end = bytes.lastIndexOf(10);
  return end > 0 ? file.slice(0, end + 1) : file;
}

// "row 3, column Age" in the words of the page.
const AT = /^row (\d+), column (.*)$/s;
function placed({ field }) {
  const [, row, column] = AT.exec(field) ?? [];
  return row ? say("counts_at", { row, column }) : field;
}

const field = (id, words, input) => make("div", { class: "line" }, make("label", { for: id }, words), input);

function choice(id, options, chosen) {
  return make("select", { id }, options.map(([value, words]) => make("option", { value, selected: value === chosen }, words)));
}

export async function counting(file, media, place, bench) {
  const said = make("div", { id: "counts-said", role: "status", tabindex: -1 });
  const progress = make("progress", { max: 1, value: 0, hidden: true, "aria-label": file.name });
  place.replaceChildren(make("h2", {}, say("counts", { name: file.name })));
  if (!bench.draft || bench.saved === false) {
    place.append(make("p", { role: "alert", id: "counts-first" }, say("counts_first")));
    return;
  }
  place.append(progress, said);
  const onProgress = showing(progress, (words) => said.replaceChildren(make("p", {}, words)));
  const found = await ask("POST", "/api/v1/columns", { body: await head(file, media), type: media, onProgress });
  progress.hidden = true;
  said.replaceChildren(...(found.ok ? [] : [trouble(found)]));
  if (!found.ok) return;
  const form = asking(found.json, bench);
  progress.before(form.element);

  async function send(dry) {
    form.clear();
    const query = new URLSearchParams({ ...form.given(), threshold: bench.parts.threshold.value, ...(dry ? { dry_run: "true" } : {}) });
    const { slug, revision, etag } = bench.draft;
    const headers = { "If-Match": etag, ...(dry ? {} : { "Idempotency-Key": newKey() }) };
    const address = `/api/v1/datasets/${slug}/drafts/${revision}/counts?${query}`;
    const answer = await ask("POST", address, { body: file, type: media, headers, onProgress });
    progress.hidden = true;
    if (!answer.ok) {
      form.mark(answer.json?.problems ?? []);
      said.replaceChildren(trouble(answer, placed));
    } else if (dry) {
      const { rows, tables, summed } = answer.json;
      const words = say("counts_sound", { rows, tables: tables.length });
      said.replaceChildren(make("div", { class: "sound", id: "counts-sound" }, make("p", {}, words, summed ? ` ${say("counts_summed")}` : ""), hiding(answer, bench.editor)));
    } else location.assign(`/contribute?draft=${slug}/${revision}`);
    said.focus();
  }

  form.check.addEventListener("click", () => send(true));
  form.add.addEventListener("click", () => send(false));
}

// The questions about a file: what holds for all its rows, and which column is what.
function asking({ columns, rows, targets }, bench) {
  const { basis, coverage, dims, unit } = bench.told.choices;
  const sources = (bench.editor.card.sources ?? []).map(({ id, citation }) => [String(id), typeof citation === "string" ? `${id}: ${citation}` : String(id)]);
  const asked = {
    unit: choice("counts-unit", unit),
    source: choice("counts-source", sources),
    basis: choice("counts-basis", [["", say("counts_choose")], ...basis]),
    coverage: choice("counts-coverage", [["", say("counts_choose")], ...coverage.filter(([code]) => code !== "summary")]),
    wide: choice("counts-wide", [["", say("counts_long")], ...dims]),
    scheme: make("input", { id: "counts-scheme", autocomplete: "off" }),
    covers: make("input", { id: "counts-covers", inputmode: "numeric", autocomplete: "off" }),
  };
  const options = [["", say("counts_choose")], ...targets.filter((each) => each !== "-").map((each) => [each, bench.editor.nameOf(each)]), ["-", say("counts_out")]];
  const picks = columns.map(({ guess }, n) => choice(`column-${n}`, options, guess ?? ""));
  const heads = columns.map(({ name }, n) => make("th", { scope: "col", "data-column": name }, make("div", {}, name),
    make("label", { for: `column-${n}`, class: "aloud" }, say("counts_is", { name })), picks[n]));
  const lines = rows.map((row, n) => make("tr", { "data-row": row }, make("th", { scope: "row" }, String(row)),
    columns.map(({ values }) => make("td", {}, values[n] ?? ""))));
  const table = make("div", { class: "table-frame", tabindex: 0, role: "region", "aria-label": say("counts_columns") },
    make("table", {}, make("caption", {}, say("counts_columns")), make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "#"), heads)),
      make("tbody", {}, lines)));
  const check = make("button", { type: "button", class: "plain strong", id: "counts-check" }, say("counts_check"));
  const add = make("button", { type: "button", class: "plain", id: "counts-add" }, say("counts_add"));
  const element = make("div", { id: "counts" }, Object.entries(asked).map(([name, input]) => field(input.id, say(`counts_${name}`), input)),
    table, make("div", { class: "deeds" }, check, add));

  function given() {
    const values = Object.entries(asked).map(([name, input]) => [name, input.value.trim()]).filter(([, value]) => value);
    const mapped = columns.map(({ name }, n) => [name, picks[n].value]).filter(([, target]) => target);
    const pairs = mapped.map(([name, target]) => `${name}:${target}`).join(",");
    return { ...Object.fromEntries(values), ...(pairs ? { columns: pairs } : {}) };
  }

  // A problem stands under the row or in the column that it names, where that is shown.
  function mark(problems) {
    for (const each of problems) {
      const [, row, column] = AT.exec(each.field) ?? [];
      const line = row && element.querySelector(`tr[data-row="${row}"]`);
      if (line) {
        line.querySelectorAll("td")[columns.findIndex(({ name }) => name.trim().startsWith(column))]?.classList.add("wrong-here");
        const words = make("td", { class: "wrong", colspan: columns.length + 1, ...ENGLISH }, make("div", {}, inWords(each, { place: placed(each) })));
        line.after(make("tr", { class: "wrong-row" }, words));
        continue;
      }
      const at = element.querySelector(`[data-column="${CSS.escape(each.field.replace(/^column /, ""))}"]`) ?? element.querySelector(`#counts-${CSS.escape(each.field)}`)?.parentElement;
      at?.append(make("p", { class: "wrong", ...ENGLISH }, inWords(each, { place: "" })));
    }
  }

  function clear() {
    element.querySelectorAll(".wrong-row, p.wrong").forEach((each) => each.remove());
    element.querySelectorAll(".wrong-here").forEach((each) => each.classList.remove("wrong-here"));
  }

  return { element, check, add, given, mark, clear };
}
