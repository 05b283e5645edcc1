// Runs before the page: notes when each thing that is waited for has been drawn.
(() => {
  const seen = (window.benchSeen = {});
  const said = (text) => Boolean(text && text.trim());

  // The frame after a change is the one that shows it.
  function afterDrawing(note) {
    requestAnimationFrame(() => setTimeout(() => note(performance.now())));
  }

  window.benchWatch = (name, isThere) => {
    const look = () => {
      if (!isThere()) return;
      watcher.disconnect();
      afterDrawing((at) => (seen[name] = at));
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    look();
  };

  window.benchThere = (selector) => () => {
    const found = document.querySelector(selector);
    return Boolean(found && (found.namespaceURI !== document.documentElement.namespaceURI || said(found.textContent)));
  };

  // Chooses as a reader does; "chosen" is when other words are shown, and the figure is drawn anew.
  window.benchChoose = (param, value) => {
    const words = () => document.querySelector("main").textContent;
    const before = words();
    const control = document.querySelector(`main [data-param="${param}"]`);
    let drawn = true;
    const figure = document.querySelector(".js-plotly-plot");
    if (figure) {
      drawn = false;
      figure.on("plotly_afterplot", () => (drawn = true));
    }
    window.benchBegan = performance.now();
    window.benchWatch("chosen", () => drawn && words() !== before && !document.querySelector("main .skeleton"));
    if (control.localName !== "select") return control.querySelector(`input[value="${value}"]`).click();
    control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
})();
