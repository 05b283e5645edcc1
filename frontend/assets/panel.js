// On a small screen the panel stands below the map: the beginning of what a tap opened is shown.
(() => {
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  let tapped = false;
  let shown = "";

  document.addEventListener("pointerdown", (event) => {
    tapped = event.target.closest(".map") !== null;
  });

  function reveal() {
    const title = document.getElementById("panel-title");
    if (!title || title.textContent === shown) return;
    shown = title.textContent;
    if (!tapped) return;
    tapped = false;
    title.scrollIntoView({ block: "nearest", behavior: STILL.matches ? "auto" : "smooth" });
  }

  const changes = { childList: true, subtree: true, characterData: true };
  new MutationObserver(reveal).observe(document.body, changes);
})();
