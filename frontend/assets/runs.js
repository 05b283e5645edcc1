// Where a run is shown, its scripts are loaded; no other page pays for them.
(() => {
  const FRAMES = "[data-square], [data-steps]";
  let desk;

  function look() {
    if (!document.querySelector(FRAMES)) return;
    desk ??= import("/assets/runs/desk.js");
    desk.then((found) => found.look());
  }

  new MutationObserver(look).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-square", "data-steps"],
  });
})();
