// The way of the images of one model: boxes and bands, laid out by frontend/models/flow_picture.py
// and written here as SVG, so that its colours are those of the page.
//   data-flow: {label, width, height, titles: [{x, text}], boxes: [...], bands: [...]}
(() => {
  const SVG = "http://www.w3.org/2000/svg";

  function part(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const titled = (text) => part("title", {}, text);

  const band = ({ path, known, title }) =>
    part("path", { d: path, class: known ? "flow-band" : "flow-band flow-unknown" }, titled(title));

  const LINE = 16;

  function label({ x, y, height, lines }) {
    const first = y + height / 2 - ((lines.length - 1) * LINE) / 2;
    return lines.map((text, i) =>
      part("text", { x: x + 8, y: first + i * LINE, class: "flow-text" }, text),
    );
  }

  function box(drawn) {
    const { x, y, width, height, title, known } = drawn;
    const look = known ? "flow-box" : "flow-box flow-none";
    return part(
      "g",
      {},
      part("rect", { x, y, width, height, rx: 3, class: look }),
      ...label(drawn),
      titled(title),
    );
  }

  function draw(frame) {
    if (frame.writtenFrom === frame.dataset.flow) return;
    frame.writtenFrom = frame.dataset.flow;
    const { label, width, height, titles, boxes, bands } = JSON.parse(frame.dataset.flow);
    const heads = titles.map(({ x, text }) => part("text", { x, y: 14, class: "flow-title" }, text));
    frame.replaceChildren(
      part(
        "svg",
        { viewBox: `-1 0 ${width + 2} ${height}`, width, height, role: "img", "aria-label": label },
        ...bands.map(band),
        ...boxes.map(box),
        ...heads,
      ),
    );
  }

  new MutationObserver(() => document.querySelectorAll("[data-flow]").forEach(draw)).observe(
    document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-flow"] },
  );
})();
