// Long lists, written straight into the page. A component tree of some thousand parts takes the
// framework seconds; an element that carries its content as data is filled here in milliseconds.
//   data-options: [[value, words], ...]      on a select
//   data-table:   {caption, columns: [{head, kind}], rows: [{id, cells}]}, a cell being its text or
//                 {text, href, label} or {text, mark: {text, href}}; paper leaves out rows marked
//                 `offPaper`, and says so in the words of `paper`
//   data-sources: [{id, of, citation, url, where, seen, recalled}]
// Everything is set as text, never as markup.
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function options(select, listed) {
    select.replaceChildren(...listed.map(([value, words]) => new Option(words, value)));
    select.chosenFrom = undefined;
  }

  const linked = ({ href, label, text }, look) => element("a", { href, class: look, "aria-label": label }, text);

  function content(cell) {
    if (typeof cell === "string") return [cell];
    return cell.mark ? [cell.text, " ", linked(cell.mark, "disputed")] : [linked(cell)];
  }

  function row({ id, cells, offPaper }, columns) {
    const written = cells.map((cell, index) =>
      index === 0
        ? element("th", { scope: "row", "data-head": columns[index].head }, ...content(cell))
        : element("td", { class: columns[index].kind, "data-head": columns[index].head }, ...content(cell)),
    );
    return element("tr", { id, class: offPaper && "off-paper" }, ...written);
  }

  // What paper leaves off is said on it, with the address (lists.js writes it).
  function paper(said) {
    return element("p", { class: "paper-only" }, said, element("span", { "data-here": "true" }));
  }

  const SHORT = 24; // rows; a longer table scrolls within itself
  function table(frame, { caption, columns, rows, paper: said }) {
    const heads = columns.map(({ head, kind }) => element("th", { scope: "col", class: kind }, head));
    frame.replaceChildren(
      element(
        "table",
        {},
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads)),
        element("tbody", {}, ...rows.map((each) => row(each, columns))),
      ),
      ...(said ? [paper(said)] : []),
    );
    frame.classList.remove("cut"); // its button went with what stood here before
    frame.classList.toggle("short", rows.length <= SHORT);
    frame.fittedTo = undefined;
    fitted.observe(frame);
  }

  // Where a table is wider than its narrow frame, each row becomes a list of what its columns say.
  const NARROW = 1000; // px
  const fitted = new ResizeObserver((seen) => seen.forEach(({ target }) => fit(target)));

  function fit(frame) {
    const width = frame.clientWidth;
    if (!width || width === frame.fittedTo) return;
    frame.fittedTo = width;
    frame.classList.remove("stacked");
    if (width <= NARROW && frame.scrollWidth > width + 1) stack(frame);
  }

  // A table that is no longer laid out as one would lose its meaning to a screen reader.
  const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };

  function stack(frame) {
    frame.classList.add("stacked");
    for (const part of frame.querySelectorAll("table, thead, tbody, tr, td, th")) {
      part.setAttribute("role", ROLES[part.localName] ?? (part.scope === "row" ? "rowheader" : "columnheader"));
    }
    if (!frame.classList.contains("short") && frame.offered !== frame.writtenFrom) offerAll(frame);
  }

  // Of a long list the first rows are shown, and how many there are; all of them on request.
  function offerAll(frame) {
    frame.offered = frame.writtenFrom;
    const n = frame.querySelectorAll("tbody tr").length.toLocaleString(document.documentElement.lang);
    const button = element("button", { type: "button", class: "plain show-all" }, say("Show all {n} rows", { n }));
    button.addEventListener("click", () => {
      frame.classList.remove("cut");
      button.remove();
      frame.focus();
    });
    frame.classList.add("cut");
    frame.append(button);
  }

  function source({ id, of, citation, url, where, seen, recalled }) {
    const said = where && !citation.endsWith("al.") ? citation.replace(/\.$/, "") : citation;
    const cited = url ? element("a", { href: url, rel: "noopener" }, said) : said;
    const item = element("li", { id }, element("b", {}, of), ": ", cited);
    if (where) item.append(`, ${where}`);
    if (seen) item.append(` ${say("(read at {seen})", { seen })}`);
    if (recalled) item.append(element("span", { class: "badge" }, ` ${say("recalled, not read")}`));
    return item;
  }

  const sources = (list, listed) => list.replaceChildren(...listed.map(source));

  const WRITERS = { options, table, sources };

  function write(name, target) {
    const data = target.dataset[name];
    if (target.writtenFrom === data) return;
    target.writtenFrom = data;
    WRITERS[name](target, JSON.parse(data));
  }

  function writeAll() {
    for (const name of Object.keys(WRITERS)) {
      document.querySelectorAll(`[data-${name}]`).forEach((target) => write(name, target));
    }
    document.querySelectorAll("select[data-chosen]").forEach(choose);
  }

  // A select has no value in what the server sends: it says which one is chosen, we choose it.
  function choose(select) {
    if (select.chosenFrom === select.dataset.chosen) return;
    select.value = select.dataset.chosen;
    select.chosenFrom = select.dataset.chosen;
  }

  new MutationObserver(writeAll).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-options", "data-table", "data-sources", "data-chosen"],
  });
})();
