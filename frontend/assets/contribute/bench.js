// The bench: a file becomes a card, the card is mended, checked, looked at, saved and submitted.
// What is right is decided by the server alone; a check is a dry run of the very request that saves.
//   data-contribute: {kind, at, imports, asks, formats: {name: words}, floor?, numbers, blank, store?, counts?,
//     draft?: {slug, revision, etag, detail}}
import { blanked, Editor } from "./editor.js";
import { bringing } from "./bring.js";
import { counting } from "./counts.js";
import { ask, newKey } from "./http.js";
import { read, write } from "./json.js";
import { ENGLISH, hiding, inWords, make, say, trouble } from "./parts.js";

export function bench(frame, told) {
  new Bench(frame, told).begin();
}

class Bench {
  constructor(frame, told) {
    this.told = told;
    this.draft = told.draft ?? null;
    this.stored = null;
    this.chosen = "";
    this.dropping = false;
    this.parts = this.lay(frame);
    const blank = read(told.blank);
    this.editor = new Editor(this.parts.fields, { ...told, blank, changed: () => this.changed() });
  }

  lay(frame) {
    const part = (id, attributes = {}) => make("div", { id, ...attributes });
    const made = {
      file: part("bring"), read: part("read", { "aria-live": "polite" }), fields: part("fields"), said: part("check-said", { role: "status", tabindex: -1 }),
      card: part("card", { hidden: true }),
    };
    const { floor } = this.told;
    made.threshold = floor && make("input", { id: "threshold", type: "number", min: floor, max: 1000, value: floor, "aria-describedby": "threshold-hint" });
    made.check = this.button("check", "plain strong", () => this.check());
    made.save = this.button("save", "plain", () => this.save());
    made.submit = this.button("submit", "plain", () => this.submit());
    const rows = [make("h2", {}, say("card")), made.fields,
      floor ? make("div", { class: "line" }, make("label", { for: "threshold" }, say("threshold")), made.threshold,
        make("p", { class: "quiet", id: "threshold-hint" }, say("threshold_hint", { floor }))) : null,
      make("div", { class: "deeds" }, made.check, made.save, made.submit),
      make("p", { class: "quiet", id: "submit-hint" }, say("submit_hint")), made.said];
    made.card.append(...rows.filter(Boolean));
    frame.replaceChildren(made.file, made.read, made.card);
    return made;
  }

  button(name, look, deed) {
    const made = make("button", { type: "button", class: look, id: `do-${name}` }, say(name));
    made.addEventListener("click", async () => {
      made.disabled = true;
      await deed();
      made.disabled = false;
      if (name === "submit") this.allow();
    });
    return made;
  }

  begin() {
    bringing(this.parts.file, this.parts.read, this.told, {
      take: (brought, card) => this.take(brought, card),
      counts: this.told.counts && ((file, media, place) => counting(file, media, place, this)),
      byHand: () => this.open(this.template()),
    });
    if (this.draft) {
      const { card } = read(this.draft.detail);
      this.open(card);
    }
    this.allow();
  }

  // The shape of a card with what every card needs; whatever else it says is added one by one.
  template() {
    const card = blanked(read(this.told.blank));
    for (const name of this.told.further) delete card[name];
    return card;
  }

  take(brought, card) {
    this.stored = brought.revision ?? null;
    this.chosen = brought.chosen ?? "";
    this.open(card);
    if (!brought.conflicts.length) this.check({ quietly: true });
  }

  open(card) {
    this.parts.card.hidden = false;
    this.parts.said.replaceChildren();
    this.editor.show(card);
  }

  changed() {
    if (this.parts.said.childElementCount) this.parts.said.replaceChildren(make("p", { class: "quiet" }, say("changed")));
    this.saved = false;
    this.allow();
  }

  allow() {
    this.parts.submit.disabled = !this.draft || this.saved === false;
  }

  // --- To the server ------------------------------------------------------------------------

  address(path = "") {
    return `/api/v1/${this.told.kind}${path}`;
  }

  async send(dry) {
    const card = write(this.editor.card);
    const said = { ...(dry ? { dry_run: "true" } : {}), ...(this.dropping ? { drop_uploads: "true" } : {}) };
    const query = new URLSearchParams({ ...(this.parts.threshold ? { threshold: this.parts.threshold.value } : {}), ...said });
    const request = (method, path, headers = {}) =>
      ask(method, `${this.address(path)}?${query}`, { body: card, headers: { ...headers, ...(dry ? {} : { "Idempotency-Key": newKey() }) } });
    const next = () => request("POST", `/${encodeURIComponent(String(this.editor.card.slug))}/versions`);
    if (this.draft) return request("PUT", `/${this.draft.slug}/drafts/${this.draft.revision}`, { "If-Match": this.draft.etag });
    if (this.stored) return next();
    const answer = await request("POST", "");
    const taken = answer.status === 409 && answer.json?.problems?.some((each) => each.field === "slug" && each.rule.includes("/versions"));
    return taken ? next() : answer;
  }

  async check({ quietly = false } = {}) {
    this.parts.said.replaceChildren(make("p", {}, say("working")));
    const answer = await this.send(true);
    this.tell(answer);
    if (!quietly) this.parts.said.focus();
    return answer.ok;
  }

  // What is wrong, as a list that leads to each place; or what would be hidden, and the pictures.
  tell(answer) {
    const problems = answer.ok ? [] : (answer.json?.problems ?? []);
    this.editor.show(this.editor.card, problems);
    const card = answer.ok ? write(this.editor.card) : null;
    if (this.told.store) this.lookAhead(card);
    const said = answer.ok ? this.sound(answer) : problems.length ? this.wrong(answer.json, problems) : [trouble(answer)];
    this.parts.said.replaceChildren(...said);
  }

  lookAhead(card) {
    const store = card && { card, threshold: Number(this.parts.threshold.value) };
    window.dash_clientside.set_props(this.told.store, { data: store });
  }

  wrong({ detail, status, more_problems: more }, problems) {
    const count = problems.length === 1 ? say("one_problem") : say("problems", { n: problems.length });
    const items = problems.map((each) => make("li", ENGLISH, each.at ? this.leading(each) : inWords(each)));
    const head = status === 422 ? "" : make("b", ENGLISH, `${detail} `);
    return [make("div", { class: "trouble" }, make("p", {}, head, count), make("ol", { id: "problems" }, items),
      more ? make("p", {}, say("more_problems", { n: more })) : null,
      problems.some(({ rule }) => rule.includes("drop_uploads")) ? this.button("let_go", "plain", () => this.letGo()) : null)];
  }

  // Whoever takes the tables of an uploaded file out is asked once whether it is meant.
  letGo() {
    this.dropping = true;
    return this.check();
  }

  leading(problem) {
    const place = this.editor.placeOf(problem.pointer ?? "") || problem.field;
    const link = make("a", { href: `#${problem.at}` }, inWords(problem, { place }));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById(problem.at)?.focus();
    });
    return link;
  }

  sound(answer) {
    return [make("div", { class: "sound", id: "sound" }, make("p", {}, make("b", {}, say("sound"))), hiding(answer, this.editor))];
  }

  async save() {
    this.parts.said.replaceChildren(make("p", {}, say("working")));
    const answer = await this.send(false);
    if (!answer.ok) {
      this.tell(answer);
      this.parts.said.focus();
      return;
    }
    const { draft, etag, protection } = answer.json;
    this.draft = { slug: draft.slug, revision: draft.revision, etag };
    this.saved = true;
    this.dropping = false;
    const lost = await this.noteChoices();  // before it is said to be saved: whoever reads that may leave
    history.replaceState(history.state, "", `${this.told.at}?draft=${draft.slug}/${draft.revision}`);
    this.editor.show(read(answer.text).card);
    this.tell({ ...answer, json: { protection } });
    this.parts.said.prepend(make("p", { id: "saved" }, say("open", { revision: draft.revision, slug: draft.slug })));
    if (lost) this.parts.said.append(lost);
    this.parts.said.focus();
    this.allow();
  }

  // What was chosen between file and stored card is kept beside the draft, for the reviewers.
  async noteChoices() {
    if (!this.chosen) return null;
    const address = this.address(`/${this.draft.slug}/drafts/${this.draft.revision}/comments`);
    const body = JSON.stringify({ text: this.chosen });
    const answer = await ask("POST", address, { body, headers: { "Idempotency-Key": newKey() } });
    if (!answer.ok) return trouble(answer);
    this.chosen = "";
    return null;
  }

  async submit() {
    const { slug, revision, etag } = this.draft;
    const headers = { "If-Match": etag, "Idempotency-Key": newKey() };
    const answer = await ask("POST", this.address(`/${slug}/drafts/${revision}/submit`), { headers });
    if (answer.ok) location.assign(this.told.at);
    else this.parts.said.replaceChildren(trouble(answer));
  }
}
