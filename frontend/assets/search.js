// A field to search in: written into [data-search], its words live in the address like any choice
// (choices.js). Typing is one choice per pause, not one per key.
//   data-search: {id, param, value, stores, hint}
(() => {
  const PAUSE_MS = 300;
  const waiting = new WeakMap();

  function field({ id, param, value, stores, hint }) {
    const input = document.createElement("input");
    Object.assign(input, { id, type: "search", value, placeholder: hint, autocomplete: "off" });
    Object.assign(input.dataset, { param, stores, default: "" });
    return input;
  }

  function write(frame) {
    if (frame.writtenFrom === frame.dataset.search) return;
    frame.writtenFrom = frame.dataset.search;
    frame.replaceChildren(field(JSON.parse(frame.dataset.search)));
  }

  document.addEventListener("input", (event) => {
    const input = event.target.closest?.("[data-search] input");
    if (!input) return;
    clearTimeout(waiting.get(input));
    const chosen = () => input.dispatchEvent(new Event("change", { bubbles: true }));
    waiting.set(input, setTimeout(chosen, PAUSE_MS));
  });

  new MutationObserver(() => document.querySelectorAll("[data-search]").forEach(write)).observe(
    document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-search"] },
  );
})();
