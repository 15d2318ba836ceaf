// On every page while something waits in this browser: how many, and a message when one was sent. It also sends: at
// every page, when the network is back, when the page is looked at again, and now and then.
import { live } from "../core/toast.js";
import { forgetDraft } from "./drafts.js";
import { askWorker, noteWaiting, noteWho } from "./queue-known.js";
import { sendWaiting } from "./queue-sending.js";
import { dropPost, LOGIN, onChange, REFUSED, SENT, waitingPosts } from "./queue-store.js";

const AGAIN = 30_000; // milliseconds
const badge = document.querySelector("[data-queue-badge]");
const { who } = badge.dataset;
let isAny = true;

// Its own page says what became of it: the form that goes on to the receipt, and the receipt.
function isOfThisPage({ key }) {
  const form = document.querySelector("[data-post-form]");
  return [form?.elements.key.value, document.querySelector("[data-posted]")?.dataset.posted].includes(key);
}

async function show() {
  const posts = await waitingPosts();
  for (const post of posts) if (post.state === SENT && !isOfThisPage(post)) announce(post);
  const mine = posts.filter((post) => post.state !== SENT && (!who || ["", who].includes(post.who)));
  isAny = mine.some(({ state }) => state !== REFUSED);
  noteWaiting(posts.length > 0);
  badge.hidden = mine.length === 0;
  navigator.setAppBadge?.(mine.length).catch(() => {}); // 0 takes it away
  if (mine.length) label(mine);
}

function label(mine) {
  const words = badge.dataset;
  const isLogin = mine.every(({ state }) => state === LOGIN);
  const isOne = mine.length === 1;
  const isRefused = mine.some(({ state }) => state === REFUSED);
  const count = (isRefused ? words.refused : words.some).replace("{n}", mine.length);
  badge.href = isLogin ? ((isOne && mine[0].to) || words.to) : words.list;
  badge.title = badge.querySelector("[data-words]").textContent = isLogin ? words.login : count;
  badge.querySelector("[data-number]").textContent = mine.length;
}

async function announce({ key }) {
  const sent = await dropPost(key);
  if (!sent) return; // another tab says it
  forgetDraft(key);
  const toast = document.querySelector("[data-sent-toast]").content.firstElementChild.cloneNode(true);
  toast.querySelector(".toast__text").textContent = badge.dataset.sent.replace("{n}", sent.number);
  const link = document.createElement("a");
  link.className = "toast__act";
  link.href = sent.to;
  link.textContent = badge.dataset.see;
  toast.querySelector("[data-toast-close]").before(link);
  document.querySelector(".toasts")?.append(toast);
  live(toast);
}

function go() {
  if (isAny && navigator.onLine) sendWaiting({ who }).catch(() => {});
}

// Whoever looks elsewhere now may not come back: the worker goes on where it can.
async function handOver() {
  if (isAny) await askWorker();
}

noteWho(who);
onChange(() => show().catch(() => {}));
window.addEventListener("online", go);
document.addEventListener("visibilitychange", () => (document.hidden ? handOver() : go()));
setInterval(() => document.hidden || go(), AGAIN);
show().then(go, () => {});
