// A password can be looked at: a button in its field, whose words the field carries.
function reveal(box) {
  const frame = document.createElement("span");
  const button = document.createElement("button");
  const show = (seen) => {
    box.type = seen ? "text" : "password";
    button.textContent = seen ? box.dataset.conceal : box.dataset.reveal;
    button.setAttribute("aria-pressed", String(seen));
  };
  frame.className = "reveal";
  button.className = "reveal__button";
  button.type = "button";
  button.setAttribute("aria-controls", box.id);
  box.replaceWith(frame);
  frame.append(box, button);
  button.addEventListener("click", () => show(box.type === "password"));
  box.form.addEventListener("submit", () => show(false));
  show(false);
}

document.querySelectorAll("[data-reveal]").forEach(reveal);
