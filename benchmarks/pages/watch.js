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

  // Chooses as a reader does; "chosen" is when other words are shown.
  window.benchChoose = (param, value) => {
    const words = () => document.querySelector("main").textContent;
    const before = words();
    const select = document.querySelector(`main select[data-param="${param}"]`);
    window.benchBegan = performance.now();
    window.benchWatch("chosen", () => words() !== before && !document.querySelector("main .skeleton"));
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
})();
