// A form is sent once: a second press, or the sixth figure and Enter together, would spend a code that is spent.
for (const form of document.querySelectorAll("[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.once === "sent") event.preventDefault();
    form.dataset.once = "sent";
  });
}

// Coming back through the history, the form is fresh again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-once]").forEach((form) => { form.dataset.once = ""; });
});
