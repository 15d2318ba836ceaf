// Faces in the form's pictures: what the server suggests is offered beside them, and each picture can be opened to hide
// parts of it. Only what somebody takes is hidden; what was there before is then gone for good.

import { AreaEditor } from "../photos/area-editor.js";

const PAUSES = [1500, 2500, 4000, 8000, 16000]; // milliseconds before asking how it stands

// Call before whatever else listens to the form being sent: a press waits until what is to be hidden is hidden.
// Returns what says whether it does.
export function offerHiding(form) {
  const part = form.querySelector("[data-photos]");
  part.querySelector("[data-plain]").remove(); // the same, for those without script
  const hiding = new Hiding(form, part);
  new MutationObserver(() => hiding.lookAround()).observe(part, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-kept-photo"],
  });
  form.addEventListener("submit", (event) => hiding.hold(event));
  hiding.lookAround();
  return () => hiding.busy > 0;
}

class Hiding {
  constructor(form, part) {
    const root = part.querySelector("[data-photo-hiding]");
    Object.assign(this, { form, part, root, words: root.dataset, known: new Map(), busy: 0, held: null });
    this.notices = root.querySelector("[data-hiding-notices]");
    this.dialog = root.querySelector("[data-hiding-dialog]");
    this.refused = this.dialog.querySelector("[data-refused]");
    this.apply = this.dialog.querySelector("[data-apply]");
    this.editor = new AreaEditor(this.dialog.querySelector("[data-area-editor]"), () => this.ready());
    this.apply.addEventListener("click", () => this.applied());
    this.dialog.querySelector("[data-leave]").addEventListener("click", () => this.dialog.close());
  }

  // Each picture that is there has a way to be opened, and is asked for once.
  lookAround() {
    const items = [...this.part.querySelectorAll("[data-kept-photo]")];
    for (const item of items) {
      if (!item.querySelector("[data-hide-in]")) item.append(this.opener(item));
      if (!this.known.has(item)) {
        this.known.set(item, { state: "waiting", areas: [] });
        this.ask(item);
      }
    }
    for (const item of [...this.known.keys()].filter((one) => !items.includes(one))) this.letGo(item);
  }

  letGo(item) {
    this.known.get(item)?.notice?.remove();
    this.known.delete(item);
  }

  opener(item) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--outline button--small photo-strip__hide";
    button.dataset.hideIn = "";
    button.textContent = this.words.open;
    button.setAttribute("aria-label", `${this.words.open}（${item.querySelector("img").alt}）`);
    button.addEventListener("click", () => this.open(item));
    return button;
  }

  async ask(item) {
    for (const pause of PAUSES) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      await shown();
      const known = this.known.get(item);
      if (known?.state !== "waiting") return;
      const { answer } = await this.post(item);
      if (this.known.get(item) !== known || !answer?.state || answer.state === "waiting") continue;
      Object.assign(known, answer);
      if (known.areas.length) this.offer(item, known);
      return;
    }
  }

  offer(item, known) {
    if (known.notice) return; // two may have asked
    const notice = this.root.querySelector("[data-hiding-notice]").content.firstElementChild.cloneNode(true);
    const words = this.words.found.replace("{photo}", item.querySelector("img").alt);
    notice.querySelector("span").textContent = words.replace("{n}", known.areas.length);
    notice.querySelector("[data-look]").addEventListener("click", () => this.open(item));
    notice.querySelector("[data-hide]").addEventListener("click", async ({ currentTarget }) => {
      currentTarget.disabled = true;
      const sentence = await this.hide(item, known.areas);
      if (sentence === "") {
        if (document.activeElement === document.body) item.querySelector("[data-hide-in]")?.focus();
        return;
      }
      notice.querySelector("span").textContent = sentence;
      currentTarget.disabled = false;
    });
    known.notice = notice;
    this.notices.append(notice);
  }

  open(item) {
    this.item = item;
    this.refused.hidden = true;
    this.show();
    this.dialog.showModal();
    this.dialog.querySelector("h3").focus();
    if (this.known.get(item)?.state === "waiting") this.askOnceMore(item);
  }

  show() {
    const { areas = [], state } = this.known.get(this.item) ?? {};
    this.editor.show(`/photos/${this.item.dataset.keptPhoto}/large.webp`, areas, { isFailed: state === "failed" });
  }

  // Somebody has looked meanwhile, perhaps; boxes that were drawn since stay.
  async askOnceMore(item) {
    const { answer } = await this.post(item);
    const known = this.known.get(item);
    if (known?.state !== "waiting" || !answer?.state) return;
    Object.assign(known, answer);
    if (known.areas.length) this.offer(item, known);
    if (this.item === item && this.dialog.open && this.editor.boxes.length === 0) this.show();
  }

  ready() {
    this.apply.disabled = !this.editor?.boxes.length;
  }

  async applied() {
    this.apply.disabled = true;
    const sentence = await this.hide(this.item, this.editor.areas);
    this.apply.disabled = false;
    this.refused.textContent = sentence;
    this.refused.hidden = !sentence;
    if (sentence) return;
    this.dialog.close();
    this.item.querySelector("[data-hide-in]")?.focus();
  }

  // Returns why it could not be, or "".
  async hide(item, areas) {
    this.busy += 1;
    const { answer } = await this.post(item, { hide: JSON.stringify(areas) });
    this.busy -= 1;
    const sentence = answer?.token ? "" : answer?.error ?? this.words.unsent;
    if (!sentence) this.shown(item, answer);
    this.release(sentence);
    return sentence;
  }

  shown(item, { token, url }) {
    this.letGo(item);
    this.known.set(item, { state: "done", areas: [] });
    item.dataset.keptPhoto = token;
    item.querySelector("img").src = url;
    const kept = [...this.form.querySelectorAll("[data-kept-photo]")].map((one) => one.dataset.keptPhoto);
    this.form.elements.kept.value = kept.join(",");
    this.form.dispatchEvent(new Event("change")); // what is kept of the form names it
    this.tell(this.words.hidden);
  }

  tell(words) {
    const line = document.createElement("p");
    line.className = "field__hint";
    line.textContent = words;
    this.notices.querySelector(":scope > p")?.remove();
    this.notices.append(line);
  }

  // {answer}: null when nothing came back.
  async post(item, extra = {}) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    body.set("token", item.dataset.keptPhoto);
    for (const [name, value] of Object.entries(extra)) body.set(name, value);
    try {
      const answer = await fetch(this.words.photoHiding, { method: "POST", body });
      return { answer: await answer.json() };
    } catch {
      return { answer: null };
    }
  }

  hold(event) {
    if (!this.busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.held = event.submitter;
    this.tell(this.words.busy);
  }

  // What could not be hidden goes with no press that waited for it.
  release(sentence) {
    if (sentence && this.held) {
      this.held = null;
      this.notices.querySelector(":scope > p")?.remove();
    }
    if (this.busy || !this.held) return;
    const submitter = this.held;
    this.held = null;
    this.form.requestSubmit(submitter);
  }
}

// Nobody is asked for a page that nobody looks at.
function shown() {
  return new Promise((resolve) => {
    if (!document.hidden) return resolve();
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
  });
}
