// Before anything is painted: light or dark as chosen, else as the device has it. A file of its own, because the
// Content-Security-Policy allows no inline script.
(function () {
  var chosen = null;
  try {
    chosen = window.localStorage.getItem("throughline-scheme");
  } catch (_) {
    chosen = null;
  }
  var dark = chosen === "dark" || (chosen !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
