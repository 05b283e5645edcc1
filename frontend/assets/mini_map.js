// A small map: outlines that are fetched once, and on them the looks that the server gave.
//   data-mini-map: {label, places: [{iso3, fill, mark, title}]}
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  const SVG = "http://www.w3.org/2000/svg";
  const OUTLINES = "/assets/topo/outlines.json";
  const DISPUTED = /^X(?!KX)/; // codes of areas whose status is not settled
  const ROOM = 4; // above the northernmost coast, so that its line is whole
  let fetched;

  const outlines = () => (fetched ??= fetch(OUTLINES).then((answer) => answer.json()));

  function part(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const titled = (text) => (text ? [part("title", {}, text)] : []);

  function area([iso3, d], said) {
    if (DISPUTED.test(iso3)) return part("path", { d, class: "unclaimed" });
    if (!said) return part("path", { d });
    return part("path", { d, class: "said", style: `fill: ${said.fill}` }, ...titled(said.title));
  }

  function mark({ mark: look, fill, title }, [x, y]) {
    const at = { class: `spot spot-${look}` };
    if (look === "site") return part("rect", { ...at, x: x - 3, y: y - 3, width: 6, height: 6 }, ...titled(title));
    const style = look === "value" ? { style: `fill: ${fill}` } : {};
    const ring = part("circle", { ...at, ...style, cx: x, cy: y, r: 4 }, ...titled(title));
    if (look !== "suppressed") return ring;
    return part("g", {}, ring, part("circle", { class: "spot-dot", cx: x, cy: y, r: 1.4 }));
  }

  function drawn({ label, places }, { width, height, shapes, points, dashed }) {
    const said = new Map(places.map((place) => [place.iso3, place]));
    // What is said is drawn last, so that its outline is whole.
    const areas = Object.entries(shapes).sort(([a], [b]) => said.has(a) - said.has(b));
    return part("svg", { viewBox: `0 -${ROOM} ${width} ${height + ROOM}`, role: "img", "aria-label": label },
      ...areas.map((each) => area(each, said.get(each[0]))),
      part("path", { d: dashed, class: "gap" }),
      part("path", { d: dashed, class: "dashed" }),
      ...places.filter(({ mark: look }) => look).map((each) => mark(each, points[each.iso3])));
  }

  async function draw(frame) {
    const data = frame.dataset.miniMap;
    if (frame.writtenFrom === data) return;
    frame.writtenFrom = data;
    try {
      frame.replaceChildren(drawn(JSON.parse(data), await outlines()));
    } catch {
      fetched = undefined;
      frame.textContent = say("The map could not be loaded; the places stand below.");
    }
  }

  new MutationObserver(() => document.querySelectorAll("[data-mini-map]").forEach(draw)).observe(
    document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-mini-map"] },
  );
})();
