// Without a network nothing is sent and nothing is lost: the form goes into the queue of this browser, and out once.
// Where a browser keeps no queue, it waits in the open page.
import { fill, FIELDS } from "./drafts.js";
import { fitToSend } from "./photo-shrinking.js";
import "./queue-badge.js"; // without a network it could not be fetched any more
import { askWorker, noteWaiting, noteWho } from "./queue-known.js";
import {
  dropPost, keepPost, LOGIN, onChange, postOf, REFUSED, renewPost, SENT, waitingPost, waitingPosts,
} from "./queue-store.js";

const SHELVES = "mycomi-";
const PAUSE = 500; // milliseconds without a key before it is kept

// Call before whatever else listens to the form being sent. While `isHeld()` somebody else holds the press.
export function waitForNetwork(form, isHeld) {
  const part = form.querySelector("[data-offline]");
  const cancel = part.querySelector("button");
  let queued = part.dataset.queued;
  let pressed = null; // the button
  let isQueued = false;
  let timer = 0;
  let changes = 0;
  let turn = 0; // a copy that takes long is no longer wanted when there is a newer one, or none
  const tell = (isShown = isQueued || !navigator.onLine) => {
    const words = isQueued ? queued : pressed ? part.dataset.waits : part.dataset.off;
    part.hidden = !isShown;
    part.querySelector("span").textContent = words;
    cancel.hidden = !isQueued;
  };
  const queue = async (button) => {
    const [before, mine] = [changes, (turn += 1)];
    const isThere = button?.name === "step" ? isQueued : await isKept(form, keepPost, () => mine === turn);
    if (mine !== turn) return;
    [isQueued, pressed] = [isThere, button];
    if (before !== changes) renewSoon(); // while its pictures were made small
    if (isThere && (await askWorker().catch(() => false))) queued = part.dataset.queuedAlone;
    tell();
    part.scrollIntoView({ block: "nearest" });
  };
  form.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine || isHeld()) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // the button is not busy: it may be pressed again
      queue(event.submitter);
    },
    { capture: true },
  );
  // What is changed while it waits is what waits, whoever changed it: a key, or a part of the page that tells of it.
  const renewSoon = () => {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(() => isQueued && renew(), PAUSE);
  };
  const renew = () => {
    const mine = (turn += 1);
    return isKept(form, renewPost, () => mine === turn);
  };
  form.addEventListener("input", renewSoon);
  form.addEventListener("change", renewSoon);
  const goOn = () => {
    const button = pressed;
    [pressed, isQueued] = [null, false];
    if (button) form.requestSubmit(button);
  };
  const letGo = () => {
    [pressed, isQueued] = [null, false];
    turn += 1;
    tell();
  };
  cancel.addEventListener("click", async () => {
    letGo();
    await dropPost(form.elements.key.value);
    form.querySelector("[data-send]").focus();
  });
  window.addEventListener("offline", () => tell());
  window.addEventListener("online", () => {
    tell();
    if (pressed && !isQueued) goOn();
  });
  // Whoever stays on the page sees what they would have seen after the press, even if it was taken back too late.
  onChange(({ key, state, to }) => {
    if (key !== form.elements.key.value) return;
    if (state === SENT) location.assign(to);
    if (!isQueued) return;
    if (state === LOGIN && to) location.assign(to);
    if (state === REFUSED) dropPost(key).then(goOn);
    if (!state) letGo(); // on another page
  });
  noteWho(form.dataset.who);
  tell();
}

// What waits is no draft: opened from there it could be sent twice over, with two texts.
export async function hideWaiting(form) {
  const drafts = form.querySelector("[data-kept-drafts]");
  if (!drafts) return;
  const posts = await waitingPosts().catch(() => []);
  posts.forEach(({ key }) => drafts.querySelector(`[data-draft="${CSS.escape(key)}"]`)?.remove());
  drafts.hidden = !drafts.querySelector("li");
}

// `keep` has it, if it `isWanted` when its pictures are small.
async function isKept(form, keep, isWanted) {
  try {
    const post = postOf(new FormData(form), form.action.split("#")[0]);
    post.photos = await Promise.all(post.photos.map(shrunk));
    if (!isWanted()) return false;
    await keep(post);
  } catch {
    return false;
  }
  noteWaiting(true);
  return true;
}

async function shrunk(file) {
  return new File([await fitToSend(file)], file.name, { type: file.type });
}

// What could not be sent as it was is opened in the form again: `#waiting=` names it.
export async function reopenWaiting(form, onFilled) {
  const key = new URLSearchParams(location.hash.slice(1)).get("waiting");
  const post = key && (await waitingPost(key).catch(() => null));
  if (!post || !["", form.dataset.who].includes(post.who)) return;
  history.replaceState(null, "", location.pathname + location.search); // redirects would carry it along
  form.elements.key.value = key;
  const typed = Object.fromEntries(FIELDS.map((name) => [name, post.fields[name] ?? ""]));
  fill(form, typed);
  onFilled(typed);
  const files = new DataTransfer();
  post.photos.forEach((photo) => files.items.add(photo));
  form.elements.photos.files = files.files;
  if (post.photos.length) form.elements.photos.dispatchEvent(new Event("change", { bubbles: true }));
  const part = form.querySelector("[data-reopened]");
  part.hidden = !post.sentence;
  part.querySelector("span").textContent = post.sentence ?? "";
  form.elements.title.focus();
}

// The worker catches a press that the network loses, and shows the page for that in the language of the site.
export async function startWorker() {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const name = (await caches.keys()).find((shelf) => shelf.startsWith(SHELVES));
    if (!name) return;
    const shelf = await caches.open(name);
    const page = await shelf.match("/offline/", { ignoreVary: true });
    if (page && page.headers.get("Content-Language") !== document.documentElement.lang) await shelf.add("/offline/");
  } catch {
    // an old browser, or one that keeps nothing: a press without network waits in the open page
  }
}
