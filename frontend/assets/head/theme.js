// Runs before the first paint: the theme somebody chose, or the one their system asks for.
(() => {
  const asked = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const show = () => {
    document.documentElement.dataset.theme = chosen() ?? (asked.matches ? "dark" : "light");
  };
  asked.addEventListener("change", show);
  show();
})();
