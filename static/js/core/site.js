// What every page may carry. Each behaviour is fetched only where its hook is; without script the page works as it is.
const has = (hook) => document.querySelector(hook) !== null;

if (has("[data-drop]")) import("./drop.js");
if (has("[data-bell]")) import("./bell.js");
if (has("[data-toast]")) import("./toast.js");
if (has("[data-focus]")) import("./focus.js");
if (has("[data-count]")) import("./count.js");
if (has("[data-code]")) import("./code.js");
if (has("[data-suggest]")) import("./suggest.js");
if (has("[data-similar]")) import("./similar.js");
if (has("[data-queue-badge]") && mayWait()) import("../issues/queue-badge.js");
if (matchMedia("(min-width: 56em)").matches) document.querySelectorAll("[data-open-wide]").forEach((part) => (part.open = true));

// Posts that wait for a network (issues/queue-known.js): most browsers have none, and ask for nothing more.
function mayWait() {
  try {
    return localStorage.getItem("mycomi.waits") !== null;
  } catch {
    return false;
  }
}
