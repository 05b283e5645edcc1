// The shell: theme switch, the mark of the present page, and the end of the address's words.
(() => {
  const say = (...given) => window.fairatlas.say(...given);
  const root = document.documentElement;

  function switchTheme() {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // A browser that keeps nothing still switches this page.
    }
  }

  function nameTheme() {
    const button = document.getElementById("theme-switch");
    if (!button) return;
    const words = root.dataset.theme === "dark" ? say("Light colours") : say("Dark colours");
    if (button.textContent !== words) button.textContent = words;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#theme-switch")) switchTheme();
  });

  function markPage() {
    for (const link of document.querySelectorAll(".pages a")) {
      const here = new URL(link.href).pathname === location.pathname;
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  new MutationObserver(() => {
    nameTheme();
    markPage();
  }).observe(document.body, { childList: true, subtree: true });
  // The colours may change without a click: with the evening, by the system.
  new MutationObserver(nameTheme).observe(root, { attributeFilter: ["data-theme"] });
})();
