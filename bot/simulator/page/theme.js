// Light or dark, as the system says unless somebody chose. A plain script in the
// head and not a module: it must have decided before anything is drawn, or a
// dark room is lit up by a white page for a moment.
"use strict";
(() => {
  const KEY = "sahayak.theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  /** Storage may be forbidden; then a choice lasts as long as the page. */
  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const show = () => {
    root.dataset.theme = chosen() || (system.matches ? "dark" : "light");
  };

  const flip = () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      // Back to what the system has is no choice any more.
      if (next === (system.matches ? "dark" : "light")) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // shown all the same
    }
    root.dataset.theme = next;
  };

  show();
  system.addEventListener("change", show);
  addEventListener("DOMContentLoaded", () => document.getElementById("theme").addEventListener("click", flip));
})();
