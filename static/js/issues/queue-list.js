// The page of the queue, which is also the page for when there is no network: what waits, and what can be done.
import { forgetDraft } from "./drafts.js";
import { askWorker, lastWho, noteWaiting, noteWho } from "./queue-known.js";
import { rowOf } from "./queue-row.js";
import { askWho, sendWaiting } from "./queue-sending.js";
import { dropPost, keepPost, onChange, SENT, WAITING, waitingPosts } from "./queue-store.js";

const AGAIN = 30_000; // milliseconds
const part = document.querySelector("[data-queue]");
const words = part.dataset;
const list = part.querySelector("ul");
const heading = document.querySelector("h1");
const rows = new Map(); // by key: { row, mark }
const cancelled = new Map(); // what may still be put back
let who = lastWho();

async function show() {
  const posts = await waitingPosts();
  noteWaiting(posts.length > 0);
  for (const { key } of posts.filter(({ state }) => state === SENT)) tellSent(key);
  const shown = [...posts.filter(({ state }) => state !== SENT), ...cancelled.values()].sort((a, b) => a.at - b.at);
  for (const [key, { row }] of rows) {
    if (shown.some((post) => post.key === key)) continue;
    if (row.contains(document.activeElement)) heading.focus();
    row.remove();
    rows.delete(key);
  }
  shown.forEach(place);
  part.querySelector("[data-none]").hidden = shown.length > 0;
  part.querySelector("[data-some]").hidden = !shown.some(({ state, key }) => state === WAITING && !cancelled.has(key));
}

// Rows that say what they said stay as they are: somebody may be on one of their buttons.
function place(post) {
  const isMine = ["", who].includes(post.who);
  const isCancelled = cancelled.has(post.key);
  const mark = JSON.stringify([{ ...post, photos: post.photos.length }, isMine, isCancelled, who]);
  const before = rows.get(post.key);
  if (before?.mark === mark) return;
  const how = { words, work: { send, cancel, undo }, isMine, isStranger: !who, isCancelled };
  const row = rowOf(part.querySelector("template"), post, how);
  const hadFocus = before?.row.contains(document.activeElement);
  if (before) before.row.replaceWith(row);
  else list.append(row);
  rows.set(post.key, { row, mark });
  if (hadFocus) (row.querySelector("a, button") ?? heading).focus();
}

function say(sentence) {
  part.querySelector("[data-said]").textContent = sentence;
}

async function tellSent(key) {
  const sent = await dropPost(key);
  if (!sent) return;
  forgetDraft(key);
  const link = document.createElement("a");
  link.href = sent.to;
  link.textContent = words.sent.replace("{n}", sent.number);
  const line = document.createElement("p");
  line.append(link);
  part.querySelector("[data-sent-list]").append(line);
}

async function send({ key }) {
  say(words.sending);
  const wasThere = await sendWaiting({ key, who });
  say(wasThere === false ? words.off : "");
  turn(wasThere === false);
}

async function cancel({ key }) {
  const post = await dropPost(key);
  if (!post) return;
  cancelled.set(key, post);
  say(words.cancelled);
  await show();
}

async function undo(post) {
  cancelled.delete(post.key);
  say("");
  await keepPost(post).catch(() => cancelled.set(post.key, post)); // others have taken its room
  await show();
}

// With a network it is the list; without one it says so first.
function turn(isOff) {
  heading.textContent = isOff ? words.offTitle : words.title;
  part.querySelectorAll("[data-off-only]").forEach((one) => (one.hidden = !isOff));
  part.querySelector("[data-again-here]").hidden = location.pathname === words.list;
}

async function begin() {
  const session = navigator.onLine ? await askWho() : null;
  turn(!session);
  if (session) noteWho((who = session.who));
  await show();
  if (session) await sendWaiting({ who });
}

const tryAgain = () => begin().catch(() => {});
if (location.hash === "#kept") say(words.taken);
askWorker().then((goesAlone) => {
  if (!goesAlone) return;
  part.querySelector("[data-some]").textContent = words.someAlone;
  if (location.hash === "#kept") say(words.takenAlone);
}, () => {});
if (location.hash === "#full") say(words.full);
onChange(() => show().catch(() => {}));
window.addEventListener("online", tryAgain);
window.addEventListener("offline", () => turn(true));
setInterval(() => document.hidden || tryAgain(), AGAIN);
tryAgain();
