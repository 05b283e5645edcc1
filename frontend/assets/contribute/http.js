// Requests to the programs' interface with the cookie of the session, which no script can read.
// XMLHttpRequest, since it tells how much of a long file is sent.
import { make, say } from "./parts.js";

const LOST = { status: 0, ok: false, json: null, text: "", etag: null, retryAfter: 0 };

// A key for one change: the same change sent again is done once.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function once(method, address, { body, type = "application/json", headers = {}, onProgress }) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    if (body !== undefined && body !== null) request.setRequestHeader("Content-Type", type);
    for (const [name, value] of Object.entries(headers)) if (value) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.upload.onload = () => onProgress?.(1);
    request.onerror = request.onabort = request.ontimeout = () => done(LOST);
    request.onload = () => done({
      status: request.status,
      ok: request.status >= 200 && request.status < 300,
      json: parsed(request.responseText),
      text: request.responseText,
      etag: request.getResponseHeader("ETag"),
      retryAfter: Number(request.getResponseHeader("Retry-After")),
    });
    request.send(body ?? null);
  });
}

// Ask; a session that is over is said, and can be opened anew without losing what was entered.
export async function ask(method, address, options = {}) {
  const answer = await once(method, address, options);
  if (answer.status === 401 && !address.endsWith("/session")) signInAgain();
  return answer;
}

function signInAgain() {
  if (document.getElementById("sign-in-again")) return;
  const token = make("input", { id: "token-again", type: "password", autocomplete: "off", required: true });
  const said = make("p", { role: "alert" }, say("expired"));
  const form = make("form", { id: "sign-in-again", class: "empty" }, said,
    make("label", { for: "token-again" }, say("token")), token,
    make("button", { class: "plain strong" }, say("sign_in")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await once("POST", "/api/v1/session", { body: JSON.stringify({ token: token.value.trim() }) });
    if (answer.ok) form.replaceChildren(make("p", { role: "status" }, say("again")));
    else said.textContent = answer.status === 401 ? say("no_key") : answer.json?.detail ?? say("unreachable");
    if (answer.ok) form.removeAttribute("id");
  });
  document.querySelector("main .page").prepend(form);
  token.focus();
}
