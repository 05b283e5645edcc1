// A file is dropped or chosen, sent to be read, and what was read is said: format, taken, left, contradictions.
import { ask } from "./http.js";
import { read } from "./json.js";
import { ENGLISH, folded, fresh, inWords, list, make, say, showing, trouble } from "./parts.js";

const SHOWN = 300;
// Files of counts, by their endings; a browser often does not know their types.
const MEDIA = {
  csv: "text/csv", tsv: "text/tab-separated-values", ndjson: "application/x-ndjson", jsonl: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", parquet: "application/vnd.apache.parquet",
};
const mediaOf = (name) => MEDIA[name.toLowerCase().split(".").at(-1)];

// A folder that is dropped comes as a file that cannot be read.
async function inBase64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { name: file.webkitRelativePath || file.name, content: btoa(text) };
}

export function bringing(frame, place, told, { take, byHand, counts }) {
  const chooser = make("input", { id: "file", type: "file", multiple: !told.asks.length, "aria-describedby": "file-takes" });
  const asked = told.asks.map(asking);
  const format = make("select", { id: "format" }, make("option", { value: "" }, say("told")),
    Object.entries(told.formats).map(([value, words]) => make("option", { value }, words)));
  const progress = make("progress", { max: 1, value: 0, hidden: true, "aria-label": say("bring") });
  const said = make("p", { id: "bring-said", role: "status" });
  const hand = make("button", { type: "button", class: "plain", id: "by-hand" }, say("by_hand"));
  const zone = make("div", { class: "drop", id: "drop" }, make("p", {}, say("drop")),
    make("label", { for: "file" }, say("choose")), chooser, make("p", { class: "quiet", id: "file-takes" }, say("takes")),
    make("div", { class: "line" }, make("label", { for: "format" }, say("format")), format), asked.map((each) => each.frame), progress, said);
  frame.replaceChildren(make("h2", {}, say("bring")), zone, make("p", { class: "line" }, hand));
  let files = [];

  async function send(choices = {}) {
    if (!files.length) return;
    said.textContent = say("working");
    const read64 = await Promise.all(files.map(inBase64)).catch(() => null);
    if (!read64) {
      said.textContent = "";
      place.replaceChildren(make("p", { role: "alert", id: "unreadable" }, say("unreadable", { name: files.map(({ name }) => name).join(", ") })));
      return;
    }
    const beside = told.asks.length ? besides(asked) : { choices };
    const sent = { files: read64, format: format.value || undefined, ...beside };
    const onProgress = showing(progress, (words) => { said.textContent = words; });
    const answer = await ask("POST", told.imports, { body: JSON.stringify(sent), onProgress });
    progress.hidden = true;
    said.textContent = "";
    if (!answer.ok) {
      place.replaceChildren(make("div", { role: "alert" }, trouble(answer)));
      return;
    }
    show(place, answer.json, told, send);
    take(answer.json, read(answer.text).card);
  }

  function chosen(given) {
    files = [...given];
    const media = counts && files.length === 1 && !files[0].name.endsWith("participants.tsv") && mediaOf(files[0].name);
    if (media) counts(files[0], media, place);
    else send();
  }

  chooser.addEventListener("change", () => chosen(chooser.files));
  for (const { box } of [{ box: format }, ...asked]) box.addEventListener("change", () => send());
  hand.addEventListener("click", () => {
    place.replaceChildren();
    byHand();
  });
  dropping(zone, chosen);
}

// What may be said beside a file: one word, or what words of the file mean, one a line.
function asking({ name, label, hint, pairs, options }) {
  const about = { id: `beside-${name}`, autocomplete: "off", spellcheck: "false", "aria-describedby": `beside-${name}-hint` };
  const box = pairs ? make("textarea", { ...about, rows: 2 })
    : options.length ? make("select", about, ["", ...options].map((each) => make("option", { value: each && each[0] }, each ? each[1] : say("counts_choose"))))
      : make("input", about);
  const frame = make("div", { class: "line" }, make("label", { for: box.id }, say("if_known", { label })), box,
    make("p", { class: "quiet", id: `${box.id}-hint` }, hint));
  return { name, pairs, box, frame };
}

function besides(asked) {
  const said = asked.filter(({ box }) => box.value.trim()).map(({ name, pairs, box }) => [name, pairs ? meant(box.value) : box.value.trim()]);
  const { part, ...given } = Object.fromEntries(said);
  return { part, given };
}

const meant = (text) => Object.fromEntries(text.split("\n").filter((line) => line.trim())
  .map((line) => [line, line.indexOf("=")])
  .map(([line, at]) => (at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()])));

// A file may be dropped anywhere: beside the zone, the browser would leave the page to show it.
function dropping(zone, chosen) {
  const whole = new AbortController();
  const on = (kind, deed) => document.addEventListener(kind, (event) => {
    if (!zone.isConnected) whole.abort();
    else if (event.dataTransfer?.types.includes("Files")) deed(event);
  }, { signal: whole.signal });
  for (const kind of ["dragenter", "dragover"]) {
    on(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  on("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
  on("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    chosen(event.dataTransfer.files);
  });
}

function show(place, found, told, send) {
  const named = (field) => told.labels[field] ?? field;
  const took = found.took.map(({ origin, field }) => (origin === field ? named(field) : `${origin} → ${named(field)}`));
  const left = found.left.map(({ origin, why }) => `${origin}: ${why}`);
  const unclear = found.problems.map((each) => inWords(each));
  place.replaceChildren(
    make("h2", {}, say("read")),
    make("p", { id: "read-as" }, say("read_as", { format: told.formats[found.format] ?? found.format })),
    ...("revision" in found ? [make("p", {}, found.revision ? say("stored", { revision: found.revision }) : say("new_card"))] : []),
    ...(found.missing.length ? [make("p", { id: "missing" }, say("missing", { listed: found.missing.map(named).join(", ") }))] : []),
    ...(found.added?.length ? [make("p", {}, say("added", { listed: found.added.map(named).join(", ") }))] : []),
    ...(unclear.length ? [make("div", { class: "trouble" }, make("p", {}, say("unclear", { n: unclear.length })), list(unclear, ENGLISH))] : []),
    ...(took.length ? [folded(say("took", { n: took.length }), list(took))] : []),
    ...(left.length ? [folded(say("left", { n: left.length }), list(left))] : []),
    ...(found.conflicts.length && "chosen" in found ? [conflicts(found.conflicts, send)] : []),
  );
}

// One choice for each contradiction; none is made for a person.
function conflicts(found, send) {
  const sets = found.map(({ field, sides }) => make("fieldset", {}, make("legend", {}, field), sides.map(({ origin, value }) => {
    const id = fresh("side");
    const box = make("input", { id, type: "radio", name: field, value: origin, required: true });
    const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
    return make("div", {}, box, make("label", { for: id }, `${origin}: ${shown}`));
  })));
  const form = make("form", { id: "conflicts" }, make("h3", {}, say("conflicts")), sets, make("button", { class: "plain strong" }, say("apply")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(Object.fromEntries(new FormData(form)));
  });
  return form;
}

