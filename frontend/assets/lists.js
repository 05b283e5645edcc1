// Lists of links, written where the server leaves their data (see light.js for why).
//   data-here, data-today: the address of this page and the day, for paper
//   data-list: [{text, href, about, mark}]; mark is the look of a kind of nothing, or null.
(() => {
  function item({ text, href, about, mark }) {
    const made = document.createElement("li");
    if (mark) {
      const look = document.createElement("span");
      look.className = `mark mark-${mark}`;
      look.setAttribute("aria-hidden", "true");
      made.append(look, " ");
    }
    const link = document.createElement(href ? "a" : "b");
    if (href) link.href = href;
    link.textContent = text;
    made.append(link);
    if (about) {
      const said = document.createElement("span");
      said.className = "about";
      said.textContent = about;
      made.append(" ", said);
    }
    return made;
  }

  function write(list) {
    if (list.writtenFrom === list.dataset.list) return;
    list.writtenFrom = list.dataset.list;
    list.replaceChildren(...JSON.parse(list.dataset.list).map(item));
  }

  function writeAll() {
    document.querySelectorAll("[data-list]").forEach(write);
    for (const here of document.querySelectorAll("[data-here]")) {
      if (here.textContent !== location.href) here.textContent = location.href;
    }
    for (const today of document.querySelectorAll("[data-today]:empty")) {
      today.textContent = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    }
  }

  new MutationObserver(writeAll).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-list"],
  });
})();
