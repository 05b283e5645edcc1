// Paper: a button that prints the page, and figures of plotly at the width of the paper. They are
// drawn for the window; with a view box they take the size of their frame instead.
function fit(drawn) {
  drawn.setAttribute("viewBox", `0 0 ${drawn.getAttribute("width")} ${drawn.getAttribute("height")}`);
}
const redrawn = new MutationObserver((seen) => seen.forEach(({ target }) => fit(target)));
matchMedia("print").addEventListener("change", ({ matches }) => {
  redrawn.disconnect();
  for (const drawn of document.querySelectorAll(".js-plotly-plot .main-svg")) {
    if (!matches) drawn.removeAttribute("viewBox");
    else {
      fit(drawn);
      redrawn.observe(drawn, { attributeFilter: ["width", "height"] });
    }
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
