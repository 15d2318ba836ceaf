// An answer to one line, without leaving it: the field below knows which.
//
//   plain ──返信──▶ replying to n ──sent, やめる──▶ plain
export function replies({ root, form }) {
  const said = form.querySelector("[data-replying]");
  const field = form.elements.reply_to;
  if (!said || !field) return;
  const name = said.querySelector("[data-replying-name]");
  const turn = (id, who = "") => {
    field.value = id;
    if (name) name.textContent = who;
    said.hidden = !id;
  };
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(link.dataset.reply, link.closest("[data-message]").querySelector(".message__name")?.textContent.trim());
    form.elements.body.focus();
  });
  said.addEventListener("click", (event) => {
    if (!event.target.closest("[data-replying-cancel]")) return;
    event.preventDefault();
    turn("");
    form.elements.body.focus();
  });
  form.addEventListener("talk:sent", () => turn(""));
}
