// Small forms that change something (frontend/contribute/acts.py): fields perhaps, and one button.
//   data-act: {name, method, address, button, entries: [{name, label, kind, hint, required, options}], body, hint, etag, then,
//     done, onward, main}
import { ask, newKey } from "./http.js";
import { ENGLISH, fill, inWords, make, say, trouble } from "./parts.js";

const LONGEST = 5000;

function asking(act, { name, label, kind, hint, required, options }) {
  const id = `${act}-${name}`;
  const said = { id, required, autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null };
  const box = kind === "textarea" ? make("textarea", { ...said, rows: 3, maxlength: LONGEST })
    : kind === "choice" ? make("select", said, options.map(([value, words]) => make("option", { value }, words)))
    : make("input", { ...said, type: kind, maxlength: kind === "text" ? LONGEST : null });
  const frame = make("div", { class: "line" }, make("label", { for: id }, required ? label : say("if_known", { label })), box,
    hint ? make("p", { class: "quiet", id: `${id}-hint` }, hint) : null);
  return { name, box, frame, read: kind === "choice" ? JSON.parse : String };
}

export function act(frame, told) {
  const asked = told.entries.map((each) => asking(told.name, each));
  const said = make("div", { role: "alert", class: "act-said" });
  const hint = told.hint ? make("p", { class: "quiet", id: `${told.name}-hint` }, told.hint) : null;
  const button = make("button", { class: told.main ? "plain strong" : "plain", "aria-describedby": hint?.id }, told.button);
  const form = make("form", {}, asked.map((each) => each.frame), hint, button, said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(told, asked, { button, said, form });
  });
  frame.replaceChildren(form);
}

// What is left empty is not sent.
function bodyOf(told, asked) {
  const typed = asked.filter(({ box }) => box.value.trim()).map(({ name, box, read }) => [name, read(box.value.trim())]);
  const body = { ...told.body, ...Object.fromEntries(typed) };
  return Object.keys(body).length ? JSON.stringify(body) : undefined;
}

async function send(told, asked, { button, said, form }) {
  button.disabled = true;
  said.replaceChildren(make("p", {}, say("working")));
  mark(asked, []);
  const key = told.name.startsWith("sign") ? null : newKey();
  const headers = { "If-Match": told.etag, "Idempotency-Key": key };
  const answer = await ask(told.method, told.address, { body: bodyOf(told, asked), headers });
  button.disabled = false;
  if (!answer.ok) {
    const refused = told.name === "sign-in" && answer.status === 401;
    mark(asked, refused ? [{ field: "token", words: say("no_key") }] : (answer.json?.problems ?? []));
    said.replaceChildren(...(refused ? [] : [trouble(answer)]));
    return;
  }
  for (const { box } of asked) if (box.tagName !== "SELECT") box.value = "";
  if (told.done.length) conclude(told, form, answer.json);
  else if (told.then) location.assign(told.then);
  else location.reload();
}

// A problem stands beside the field that it names, too.
function mark(asked, problems) {
  for (const { name, box, frame } of asked) {
    frame.querySelector(".wrong")?.remove();
    const found = problems.find((each) => each.field === name);
    box.removeAttribute("aria-invalid");
    if (!found) continue;
    box.setAttribute("aria-invalid", "true");
    const told = found.words ? [{ role: "alert" }, found.words] : [ENGLISH, inWords(found, { place: false })];
    box.setAttribute("aria-errormessage", `${box.id}-wrong`);
    frame.append(make("p", { class: "wrong", id: `${box.id}-wrong`, ...told[0] }, told[1]));
  }
}

function conclude(told, form, answer) {
  const lines = told.done.map((line) => make("p", {}, fill(line, answer ?? {})));
  const onward = make("p", {}, make("a", { href: told.then }, told.onward));
  const said = make("div", { class: "sound", id: `${told.name}-done`, role: "status", tabindex: -1 }, lines, onward);
  form.replaceWith(said);
  said.focus();
}
