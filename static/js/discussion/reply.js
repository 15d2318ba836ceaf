// An answer to one line, without leaving it: the field below knows which.
//
//   plain ──返信──▶ replying to n ──sent, やめる──▶ plain
export function replies({ root, form }) {
  const said = form.querySelector("[data-replying]");
  const field = form.elements.reply_to;
  const name = said.querySelector("[data-replying-name]");
  const turn = (id) => {
    const line = id && root.querySelector(`[data-message][data-id="${id}"]`);
    field.value = id;
    name.textContent = line ? line.querySelector(".message__name").textContent.trim() : "";
    said.hidden = !id;
  };
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(link.dataset.reply);
    form.elements.body.focus();
  });
  said.addEventListener("click", (event) => {
    if (!event.target.closest("[data-replying-cancel]")) return;
    event.preventDefault();
    turn("");
    form.elements.body.focus();
  });
  form.addEventListener("talk:sent", () => turn(""));
  form.addEventListener("talk:returned", ({ detail }) => turn(detail.reply_to ?? ""));
}
