// Two small forms that lead to another page, written where the server leaves their data.
//   data-find:  {id, button?}                    one box over everything, answered at /search
//   data-brief: {id, options: [[address, name]], button}   a list of places that lead to profiles
// "/" puts the keyboard into the first box; what is typed is offered names from the interface.
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  const SUGGEST = "/api/v1/search?limit=8&q=";
  const PAUSE_MS = 200;

  function make(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const asked = () =>
    location.pathname === "/search" ? (new URLSearchParams(location.search).get("q") ?? "") : "";

  function find(frame, { id, button }) {
    const names = make("datalist", { id: `${id}-names` });
    const box = make("input", {
      id, name: "q", type: "search", autocomplete: "off", maxLength: 200, value: asked(),
      placeholder: button ? say("Country, dataset, model …") : say("Search ( / )"),
    });
    box.setAttribute("list", names.id);
    const label = make("label", { htmlFor: id, className: "aloud", textContent: say("Find anything") });
    const form = make("form", { action: "/search", className: "find" }, label, box, names);
    form.setAttribute("role", "search");
    if (button) form.append(make("button", { className: "plain", textContent: button }));
    else box.setAttribute("aria-keyshortcuts", "/");
    form.setAttribute("aria-label", button ? say("Find a dataset or a model") : say("Find anything"));
    frame.replaceChildren(form);
    suggest(box, names);
  }

  function suggest(box, names) {
    let waiting;
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      if (box.value.trim().length < 2) return;
      waiting = setTimeout(() => offer(box, names), PAUSE_MS);
    });
  }

  async function offer(box, names) {
    const answer = await fetch(SUGGEST + encodeURIComponent(box.value));
    if (!answer.ok) return;
    const { items } = await answer.json();
    names.replaceChildren(...items.map(({ name }) => make("option", { value: name })));
  }

  function brief(frame, { id, options, button }) {
    const list = make("select", { id }, ...options.map(([value, words]) => new Option(words, value)));
    const label = make("label", { htmlFor: id, className: "aloud", textContent: say("Country or area") });
    const form = make(
      "form",
      { className: "find" },
      label,
      list,
      make("button", { className: "plain", textContent: button }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (list.value) location.assign(list.value);
    });
    frame.replaceChildren(form);
  }

  const WRITERS = { find, brief };

  function writeAll() {
    for (const [name, write] of Object.entries(WRITERS)) {
      for (const frame of document.querySelectorAll(`[data-${name}]`)) {
        if (frame.writtenFrom === frame.dataset[name]) continue;
        frame.writtenFrom = frame.dataset[name];
        write(frame, JSON.parse(frame.dataset[name]));
      }
    }
  }

  const typing = (target) =>
    target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);

  document.addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || held || typing(event.target)) return;
    const box = document.querySelector(".masthead [data-find] input");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  new MutationObserver(writeAll).observe(document.body, { childList: true, subtree: true });
})();
