// Published values as dots on one axis. Places are worked out by frontend/evaluations/plot.py, in per
// cent of the axis; this only writes them. The element is an image to a screen reader: the table
// below it holds every value.
//   data-forest: {ticks: [{at, text}], zero, sections: [{title, groups: [{title, rows: [...]}]}]}
(() => {
  function element(className, ...children) {
    const made = document.createElement("div");
    made.className = className;
    made.append(...children.filter(Boolean));
    return made;
  }

  function placed(className, at, to) {
    const made = document.createElement("span");
    made.className = className;
    made.style.insetInlineStart = `${at}%`;
    if (to !== undefined) made.style.width = `${Math.max(0, to - at)}%`;
    return made;
  }

  const lines = ({ ticks, zero }) => [
    ...ticks.map(({ at }) => placed("forest-line", at)),
    zero === null ? null : placed("forest-line forest-zero", zero),
  ];

  function row(drawing, { name, at, low, high, mark, few, value, note }) {
    const reach = low === null || high === null ? null : placed(`forest-${mark}`, low, high);
    const dot = at === null ? null : placed(few ? "forest-dot forest-few" : "forest-dot", at);
    return element(
      "forest-row",
      element("forest-name", name),
      element("forest-track", ...lines(drawing), reach, dot),
      element("forest-value", value),
      element("forest-note", note),
    );
  }

  function axis(drawing) {
    const ticks = drawing.ticks.map(({ at, text }) => {
      const tick = placed("forest-tick", at);
      tick.textContent = text;
      return tick;
    });
    return element("forest-row forest-axis", element("forest-name"), element("forest-track", ...ticks));
  }

  function section(drawing, { title, groups }) {
    const written = groups.flatMap((group) => [
      group.title ? element("forest-by", group.title) : null,
      ...group.rows.map((each) => row(drawing, each)),
    ]);
    const head = title ? element("forest-title", title) : null;
    return element("forest-section", head, axis(drawing), ...written);
  }

  function draw(frame) {
    if (frame.writtenFrom === frame.dataset.forest) return;
    frame.writtenFrom = frame.dataset.forest;
    const drawing = JSON.parse(frame.dataset.forest);
    const sections = drawing.sections.map((each) => section(drawing, each));
    frame.replaceChildren(...sections);
  }

  new MutationObserver(() => document.querySelectorAll("[data-forest]").forEach(draw)).observe(
    document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["data-forest"] },
  );
})();
