// One's own words anew, or away, in their place. The pages of the same addresses do it without script.
//
//   shown ──直す──▶ asking for the words ──there──▶ writing ──保存──▶ sending ──ack──▶ shown, anew
//   shown ──消す──▶ sure? ──はい──▶ sending ──ack──▶ (its placeholder)
//   writing, sure? ──やめる, Esc──▶ shown        sending ──refused──▶ as before, with the sentence
export function edits({ root, parts, acts, reading }) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-edit], [data-delete]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !acts.canAsk) return;
    event.preventDefault();
    const line = link.closest("[data-message]");
    const old = line.querySelector("[data-changing]");
    if (old) (old.elements.body ?? old.querySelector("button")).focus();
    else if ("edit" in link.dataset) edit(line, link);
    else ask(line, link, "delete", parts.delete);
  });

  async function edit(line, link) {
    const words = await wordsOf(link.href);
    if (words === null) return location.assign(link.href);
    const form = ask(line, link, "edit", parts.edit);
    form.elements.body.value = words;
    form.elements.body.focus({ preventScroll: true });
    return form;
  }

  function ask(line, link, verb, part) {
    const form = part.content.firstElementChild.cloneNode(true);
    const away = () => reading.around(() => form.remove());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, line, verb, link.href, away);
    });
    const stop = () => {
      away();
      line.querySelector(`[data-${verb}]`)?.focus({ preventScroll: true });
    };
    form.querySelector("[data-stop]").addEventListener("click", stop);
    form.addEventListener("keydown", ({ key, isComposing }) => key === "Escape" && !isComposing && stop());
    line.setAttribute("aria-live", "off"); // the focus goes there, which is enough
    reading.around(() => line.append(form));
    if (verb === "delete") form.querySelector("button").focus({ preventScroll: true });
    return form;
  }

  function send(form, line, verb, address, away) {
    const button = form.querySelector("[type=submit]");
    const frame = { t: verb, id: Number(line.dataset.id) };
    if (verb === "edit") frame.body = form.elements.body.value;
    if (frame.body?.trim() === "" || button.disabled) return;
    button.disabled = true;
    acts.ask(frame, address, ({ t, message }) => {
      button.disabled = false;
      if (t === "error") return complain(form, message);
      away();
      line.setAttribute("tabindex", "-1");
      return line.focus({ preventScroll: true });
    });
  }
}

function complain(form, sentence) {
  const place = form.querySelector("[data-error]");
  place.querySelector("span").textContent = sentence;
  place.hidden = false;
}

// The words as they were written stand in the form of the page for it.
async function wordsOf(address) {
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("main textarea[name=body]")?.value ?? null;
  } catch {
    return null;
  }
}
