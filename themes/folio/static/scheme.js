// The colour scheme. This small script is not a module and stands in the head, so that what a reader chose is there before
// anything is drawn. Without it the scheme is that of the system, and the switch is not shown.
{
  const root = document.documentElement;
  const night = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("folio-scheme");
    } catch {
      return null;
    }
  };
  const isDark = () => (root.dataset.scheme ?? (night.matches ? "dark" : "light")) === "dark";
  const show = () => {
    const scheme = chosen();
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    document.querySelector(".scheme")?.setAttribute("aria-pressed", isDark());
  };
  // Whoever chooses what the system has follows the system from then on.
  const turn = () => {
    const scheme = isDark() ? "light" : "dark";
    try {
      if (night.matches === (scheme === "dark")) localStorage.removeItem("folio-scheme");
      else localStorage.setItem("folio-scheme", scheme);
    } catch {
      root.dataset.scheme = scheme;
      return;
    }
    show();
  };
  root.classList.add("scripted");
  show();
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => event.target.closest(".scheme") && turn());
  night.addEventListener("change", show);
  addEventListener("storage", show);
  // The menu of narrow screens closes as menus do.
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".menu[open]");
    if (event.key !== "Escape" || !menu || event.defaultPrevented) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
}
