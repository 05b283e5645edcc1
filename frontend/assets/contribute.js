// Where a page writes (contribute, review), its scripts are loaded; no other page pays for them.
(() => {
  const FRAMES = "[data-act], [data-contribute]";
  let desk;

  function look() {
    if (!document.querySelector(FRAMES)) return;
    desk ??= import("/assets/contribute/desk.js");
    desk.then((found) => found.look());
  }

  new MutationObserver(look).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-act", "data-contribute"],
  });
})();
