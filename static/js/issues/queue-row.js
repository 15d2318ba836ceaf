// One post that waits, as the queue's page shows it: what it is, how it stands, what can be done.
import { isOld, LOGIN, REFUSED } from "./queue-store.js";

// `words` are the page's. `work` does {send, cancel, undo}, each with this post. `isMine`: its words may be shown;
// `isStranger`: nobody is logged in.
export function rowOf(template, post, { words, work, isMine, isStranger, isCancelled }) {
  const row = template.content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-${name}]`);
  const title = isMine ? titleOf(post) : words.others;
  part("title").textContent = title;
  part("facts").textContent = isMine ? factsOf(post, words) : "";
  part("state").textContent = isCancelled ? words.cancelled : stateOf(post, words);
  const isStopped = post.state === REFUSED || isLate(post);
  const shown = {
    login: !isCancelled && post.state === LOGIN && (isStranger || (isMine && !isStopped)),
    again: isMine && !isCancelled && isStopped,
    send: isMine && !isCancelled && post.state !== LOGIN && post.state !== REFUSED,
    cancel: isMine && !isCancelled,
    undo: isCancelled,
  };
  for (const [name, isShown] of Object.entries(shown)) {
    const way = part(name);
    if (!isShown) {
      way.remove();
      continue;
    }
    way.setAttribute("aria-label", `${way.textContent}（${title}）`);
    if (work[name]) way.addEventListener("click", () => work[name](post));
  }
  if (shown.login && post.to) part("login").href = post.to;
  if (shown.again) part("again").href = formOf(post, part("again"));
  return row;
}

// The form at the address where it was written, a board's perhaps; but not with the draft that it began as.
function formOf({ key, url }, plain) {
  const form = new URL(url, location.href);
  const isForm = form.origin === location.origin && form.pathname.startsWith(plain.pathname);
  const address = isForm ? form : new URL(plain.href);
  address.searchParams.delete("draft");
  address.hash = `waiting=${encodeURIComponent(key)}`;
  return address.href;
}

// It goes no more by itself; what the server keeps goes on there.
function isLate(post) {
  return isOld(post) && !(post.state === LOGIN && post.to);
}

function titleOf({ fields }) {
  return fields.title?.trim() || fields.body?.trim().slice(0, 30) || "…";
}

function factsOf({ fields, photos, at }, words) {
  const count = photos.length + (fields.kept ?? "").split(",").filter(Boolean).length;
  const day = new Date(at).toLocaleString(document.documentElement.lang, {
    month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit",
  });
  return [day, count ? words.photos.replace("{n}", count) : ""].filter(Boolean).join("　");
}

function stateOf(post, words) {
  if (post.state === REFUSED) return `${words.refused} ${post.sentence}`;
  if (isLate(post)) return words.old;
  if (post.state === LOGIN) return post.to ? words.kept : words.login;
  return post.tries ? words.busy : words.waitingWords;
}
