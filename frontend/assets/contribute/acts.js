// Small forms that change something (frontend/contribute/acts.py): a field perhaps, and one button.
//   data-act: {name, method, address, button, label, field, kind, hint, etag, then, main}
import { ask, newKey } from "./http.js";
import { make, say, trouble } from "./parts.js";

function input({ name, field, kind }) {
  const id = `${name}-${field}`;
  if (kind === "password") return make("input", { id, type: "password", autocomplete: "off", required: true });
  return make("textarea", { id, rows: 3, required: true, maxlength: 10000 });
}

export function act(frame, told) {
  const box = told.field ? input(told) : null;
  const said = make("div", { role: "alert", class: "act-said" });
  const hint = told.hint ? make("p", { class: "quiet", id: `${told.name}-hint` }, told.hint) : null;
  const button = make("button", { class: told.main ? "plain strong" : "plain" }, told.button);
  if (hint) (box ?? button).setAttribute("aria-describedby", hint.id);
  const form = make("form", {}, box ? make("label", { for: box.id }, told.label) : null, box, hint, button, said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(told, box, button, said);
  });
  frame.replaceChildren(form);
}

async function send(told, box, button, said) {
  button.disabled = true;
  said.replaceChildren(make("p", {}, say("working")));
  const body = box ? JSON.stringify({ [told.field]: box.value.trim() }) : undefined;
  const key = told.name.startsWith("sign") ? null : newKey();
  const headers = { "If-Match": told.etag, "Idempotency-Key": key };
  const answer = await ask(told.method, told.address, { body, headers });
  button.disabled = false;
  if (!answer.ok) {
    said.replaceChildren(trouble(answer));
    return;
  }
  if (box) box.value = "";
  location.assign(told.then || location.href);
}
