// Without a network nothing is sent and nothing is lost: the form says so, waits, and goes out once it is back.
export function waitForNetwork(form) {
  const part = form.querySelector("[data-offline]");
  let waits = null; // the button that was pressed
  const tell = () => {
    part.hidden = navigator.onLine;
    part.querySelector("span").textContent = waits ? part.dataset.waits : part.dataset.off;
  };
  form.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // the button is not busy: it may be pressed again
      waits = event.submitter;
      tell();
      part.scrollIntoView({ block: "nearest" });
    },
    { capture: true },
  );
  window.addEventListener("offline", tell);
  window.addEventListener("online", () => {
    tell();
    const button = waits;
    waits = null;
    if (button) form.requestSubmit(button);
  });
  tell();
}
