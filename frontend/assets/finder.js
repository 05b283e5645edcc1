// Choices that one select cannot hold. Both end in one hidden field of the address (choices.js).
//   data-finder: {id, label, param, chosen, default, stores, hint, options: [[value, words], ...]}
//                a field to type in, which offers what fits
//   data-join:   {param, kind, chosen, default, stores} beside selects with data-part that together
//                make one parameter: "list" a,b   "pairs" name:value;name:value
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function field({ param, stores, chosen, default: usual }) {
    const marks = { type: "hidden", "data-param": param, "data-stores": stores };
    const made = element("input", { ...marks, "data-default": usual ?? "" });
    made.value = chosen ?? "";
    return made;
  }

  function set(hidden, value) {
    if (hidden.value === value) return;
    hidden.value = value;
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // --- One of many, by its words ------------------------------------------------------------------

  function finder(host, given) {
    const { id, label, options, hint } = given;
    const list = element("datalist", { id: `${id}-words` });
    list.append(...options.map(([, words]) => element("option", { value: words })));
    const typed = element("input", {
      id, type: "text", list: `${id}-words`, autocomplete: "off", spellcheck: "false",
      "aria-describedby": `${id}-hint`, placeholder: hint ?? "",
    });
    const said = element("span", { id: `${id}-hint`, class: "finder-hint", role: "status" });
    const hidden = field(given);
    host.replaceChildren(element("label", { for: id }, label), typed, said, list, hidden);
    host.show = () => {
      const found = options.find(([value]) => value === hidden.value);
      typed.value = found?.[1] ?? hidden.value;
      said.textContent = found || !hidden.value ? "" : say("Choose one from the list.");
    };
    host.show();
    typed.addEventListener("focus", () => typed.select());
    typed.addEventListener("change", () => {
      const found = meant(typed.value, options, given.default ?? "");
      if (found === null) said.textContent = say("Choose one from the list.");
      else {
        set(hidden, found);
        host.show();
      }
    });
  }

  // What was typed is a subject in full, its start, or the one that holds it; nothing is the default.
  function meant(text, options, usual) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return usual;
    const fits = (test) => options.filter(([, words]) => test(words.toLowerCase()));
    const full = fits((words) => words === wanted || words.startsWith(`${wanted} (`));
    if (full.length) return full[0][0];
    const holding = fits((words) => words.includes(wanted));
    return holding.length === 1 ? holding[0][0] : null;
  }

  // --- Several selects, one parameter -------------------------------------------------------------

  function join(host, given) {
    const hidden = field(given);
    host.replaceChildren(hidden);
    host.show = () => spread(host, given.kind, hidden.value);
  }

  const parts = (host) => [...host.parentElement.querySelectorAll("select[data-part]")];

  function spread(host, kind, text) {
    const pairs = text.split(";").map((pair) => pair.split(":"));
    const given = kind === "list" ? text.split(",") : Object.fromEntries(pairs);
    for (const part of parts(host)) part.value = given[part.dataset.part] ?? "";
  }

  function gather(host, kind) {
    const chosen = parts(host).filter((part) => part.value);
    if (kind === "list") return [...new Set(chosen.map((part) => part.value))].join(",");
    return chosen.map((part) => `${part.dataset.part}:${part.value}`).join(";");
  }

  document.addEventListener("change", (event) => {
    const part = event.target.closest("select[data-part]");
    const host = part?.closest(".joined")?.querySelector("[data-join]");
    if (host) set(host.querySelector("input"), gather(host, JSON.parse(host.dataset.join).kind));
  });

  // --- Writing, and following the address ---------------------------------------------------------

  const WRITERS = { finder, join };

  function writeAll() {
    for (const [name, writer] of Object.entries(WRITERS)) {
      for (const host of document.querySelectorAll(`[data-${name}]`)) {
        if (host.writtenFrom === host.dataset[name]) continue;
        host.writtenFrom = host.dataset[name];
        writer(host, JSON.parse(host.dataset[name]));
      }
    }
  }

  // After choices.js has put the address into the hidden fields.
  const follow = () => document.querySelectorAll("[data-finder], [data-join]").forEach((h) => h.show?.());
  window.addEventListener("popstate", follow);
  window.addEventListener("_dashprivate_pushstate", follow);

  new MutationObserver(writeAll).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-finder", "data-join"],
  });
})();
