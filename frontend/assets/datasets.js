// The list of datasets, written straight into the page from data; and links that change the address
// of this page without asking for a new one.
//   data-listing: {caption, stores, heads: [{text, kind, href, sort}],
//                  rows: [{id, name, href, notes, cells, marks: [[look, words], ...]}]}
//   data-snippet: text in which {site} stands for the address of this site
// Everything is set as text, never as markup.
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  function head({ text, kind, href, sort }, stores) {
    const words = href ? element("a", { href, "data-stores": stores, class: "sort" }, text) : text;
    return element("th", { scope: "col", role: "columnheader", class: kind, "aria-sort": sort }, words);
  }

  function cell(text, { text: label, kind }) {
    const look = text === say("not found") ? `${kind} silent` : kind;
    return element("td", { role: "cell", class: look, "data-label": label }, text);
  }

  function mark([look, words], { text: label }) {
    const drawn = element("span", { class: `held held-${look}`, "aria-hidden": "true" });
    const said = element("span", { class: "sign-words" }, words);
    return element("td", { role: "cell", class: "sign", title: `${label}: ${words}`, "data-label": label },
      drawn, said);
  }

  function row({ id, name, href, notes, cells, marks }, heads) {
    const badges = notes.map((note) => element("span", { class: "badge" }, note));
    const named = element("th", { scope: "row", role: "rowheader" },
      element("a", { href, "data-page": "true" }, name), ...badges);
    const [, ...others] = heads;
    const written = cells.map((text, index) => cell(text, others[index]));
    const marked = marks.map((each, index) => mark(each, others[cells.length + index]));
    return element("tr", { id, role: "row" }, named, ...written, ...marked);
  }

  function write(frame) {
    if (frame.writtenFrom === frame.dataset.listing) return;
    frame.writtenFrom = frame.dataset.listing;
    const { caption, stores, heads, rows } = JSON.parse(frame.dataset.listing);
    const line = element("tr", { role: "row" }, ...heads.map((each) => head(each, stores)));
    frame.replaceChildren(
      element("table", { role: "table" },
        element("caption", {}, caption),
        element("thead", { role: "rowgroup" }, line),
        element("tbody", { role: "rowgroup" }, ...rows.map((each) => row(each, heads)))),
    );
  }

  const plainClick = (event) =>
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

  // A link within the page: the address changes, and the stores are told all of it.
  function within(link) {
    const there = new URL(link.href);
    history.pushState({}, "", there);
    const data = Object.fromEntries(there.searchParams);
    for (const store of link.dataset.stores.split(" ")) {
      window.dash_clientside.set_props(store, { data });
    }
    const top = document.getElementById(link.dataset.top ?? "");
    if (top) {
      top.scrollIntoView();
      top.focus({ preventScroll: true });
    }
  }

  // A link to another of our pages, as the framework's own links go there.
  function away(link) {
    history.pushState({}, "", link.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-stores], a[data-page]");
    if (!link || event.defaultPrevented || !plainClick(event)) return;
    event.preventDefault();
    if (link.dataset.page) away(link);
    else within(link);
  });

  // A snippet names the address of this site, which only the reader's browser knows.
  function snippet(frame) {
    const text = frame.dataset.snippet.replaceAll("{site}", location.origin);
    if (frame.textContent !== text) frame.textContent = text;
  }

  new MutationObserver(() => {
    document.querySelectorAll("[data-listing]").forEach(write);
    document.querySelectorAll("[data-snippet]").forEach(snippet);
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-listing", "data-snippet"],
  });
})();
