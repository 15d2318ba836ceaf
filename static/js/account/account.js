// What the pages about accounts may carry, each behaviour fetched only where its hook is.
const has = (hook) => document.querySelector(hook) !== null;

if (has("[data-once]")) import("./once.js");
if (has("[data-reveal]")) import("./reveal.js");
if (has("[data-until]")) import("./until.js");
if (has("[data-passkey]")) import("./passkey.js");
if (has("[data-mail]")) import("./mail.js");
