// Figures of groups, written from data: where each mark lies is worked out on the server, in per cent
// of the track. The words beside a track say the same; the tracks are not read aloud.
//   data-tracks: {key: [{mark, text}], ticks: [{at, text, strong}], ends: [text, text],
//                 rows: [{label, words: [...], marks: [...]}]}
//                a mark: {look, at} a point, or {look, from, to} a stretch; {open: "start"|"end"|"both"}
//   data-grid:   {caption, corner, columns: [...], rows: [{head, cells: [{text, more, look, from, to}]}]}
//   data-curve:  {points: [[x, y], ...]}, shares from 0 to 1
(() => {
  const SVG = "http://www.w3.org/2000/svg";

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function mark({ look, at, from, to, open }) {
    const made = element("span", { class: `track-${look}${open ? ` open-${open}` : ""}` });
    const start = at ?? from;
    made.style.insetInlineStart = `${start}%`;
    if (at === undefined) made.style.width = `${to - from}%`;
    return made;
  }

  function axis(ticks) {
    const written = ticks.map(({ at, text }) => {
      const tick = element("span", { class: "tick" }, text);
      tick.style.insetInlineStart = `${at}%`;
      return tick;
    });
    return element("div", { class: "track-axis", "aria-hidden": "true" }, ...written);
  }

  function lines(ticks) {
    return ticks.map(({ at, strong }) => {
      const line = element("span", { class: strong ? "track-line strong" : "track-line" });
      line.style.insetInlineStart = `${at}%`;
      return line;
    });
  }

  function row({ label, words, marks }, ticks) {
    const track = element("div", { class: "track", "aria-hidden": "true" }, ...lines(ticks));
    track.append(...marks.map(mark));
    const said = words.map((text) => element("span", {}, text));
    return element(
      "li",
      {},
      element("span", { class: "track-name" }, label),
      track,
      element("span", { class: "track-words" }, ...said),
    );
  }

  function legend(key) {
    const items = key.map(({ mark: shown, text }) => {
      const track = element("span", { class: "track", "aria-hidden": "true" }, mark(shown));
      return element("li", {}, track, text);
    });
    return element("ul", { class: "key" }, ...items);
  }

  function tracks(frame, { ticks, ends, rows, key }) {
    const list = element("ol", { class: "tracks" }, ...rows.map((each) => row(each, ticks)));
    const feet = (ends ?? []).map((text) => element("span", {}, text));
    const foot = element("div", { class: "track-ends", "aria-hidden": "true" }, ...feet);
    const legends = key?.length ? [legend(key)] : [];
    frame.replaceChildren(...legends, axis(ticks), list, ...(ends ? [foot] : []));
  }

  function cell({ text, more, look, from, to }) {
    const chip = element("span", { class: `chip ${look}`, "aria-hidden": "true" });
    if (from !== undefined) chip.append(mark({ look: "maybe", from, to }));
    return element("td", {}, chip, element("b", {}, text), element("span", {}, more ?? ""));
  }

  function grid(frame, { caption, corner, columns, rows }) {
    const heads = [corner, ...columns].map((text) => element("th", { scope: "col" }, text));
    const body = rows.map(({ head, cells }) =>
      element("tr", {}, element("th", { scope: "row" }, head), ...cells.map(cell)),
    );
    frame.replaceChildren(
      element(
        "table",
        { class: "grid" },
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads)),
        element("tbody", {}, ...body),
      ),
    );
  }

  function line(name, points) {
    const drawn = document.createElementNS(SVG, name === "area" ? "polygon" : "polyline");
    drawn.setAttribute("points", points.map(([x, y]) => `${x * 100},${100 - y * 100}`).join(" "));
    drawn.setAttribute("class", `curve-${name}`);
    return drawn;
  }

  function curve(frame, { points }) {
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("viewBox", "0 0 100 100");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("aria-hidden", "true");
    const equal = [[0, 0], [1, 1]];
    picture.append(line("area", [...points, [0, 0]]), line("equal", equal), line("line", points));
    frame.replaceChildren(picture);
  }

  const WRITERS = { tracks, grid, curve };

  function writeAll() {
    for (const [name, writer] of Object.entries(WRITERS)) {
      for (const frame of document.querySelectorAll(`[data-${name}]`)) {
        if (frame.writtenFrom === frame.dataset[name]) continue;
        frame.writtenFrom = frame.dataset[name];
        writer(frame, JSON.parse(frame.dataset[name]));
      }
    }
  }

  new MutationObserver(writeAll).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: Object.keys(WRITERS).map((name) => `data-${name}`),
  });
})();
