// What waits goes out: one post at a time, by one page or the service worker at a time. The server takes a key once.
import {
  changePost, dropPost, isOld, keepNumber, LOGIN, REFUSED, SENT, WAITING, waitingPost, waitingPosts,
} from "./queue-store.js";

const [ASK, PHOTOS] = ["/issues/new/sending/", "/issues/new/photos/"];
const PATIENCE = 120_000; // milliseconds for one answer
const PAUSES = [30_000, 120_000, 600_000, 1_800_000]; // milliseconds before a server that was busy is asked again
const NO_USE = [400, 403, 413, 415, 422]; // another try would end the same

// `key`: this one now, whatever it waits for; `who` is logged in, as far as the page knows. Resolves with whether the
// network was there, or null when somebody else is sending.
export function sendWaiting({ key = "", who = "" } = {}) {
  const send = () => sendInTurn(key, who);
  if (!navigator.locks) return send();
  return navigator.locks.request("mycomi.waiting", { ifAvailable: !key }, (lock) => (lock ? send() : null));
}

// Whose session it is, and a token; null without a network.
export async function askWho() {
  const { status, said } = await ask(ASK);
  return status === 200 && said.token ? said : null;
}

async function sendInTurn(key, who) {
  const isDue = (post) => (key ? post.key === key && post.state !== SENT : isDueNow(post, who));
  const due = (await waitingPosts()).filter(isDue);
  const session = due.length ? await askWho() : {};
  if (!session) return false;
  for (const { key: name } of due) {
    const post = await waitingPost(name);
    if (post && (await sendOne(post, session)) === false) return false;
  }
  return true;
}

function isDueNow(post, who) {
  if (isOld(post)) return false;
  if (post.state === LOGIN) return Boolean(post.who) && post.who === who;
  return post.state === WAITING && post.next <= Date.now();
}

// Resolves with false when the network went away.
async function sendOne(waiting, session) {
  let post = waiting;
  if (post.who && post.who !== session.who) return changePost(post, { state: LOGIN });
  while (post.photos.length) {
    const [photo, ...rest] = post.photos;
    const { kept = "" } = post.fields;
    const came = await send(PHOTOS, { key: post.key, who: post.who, kept, photo }, session);
    if (!came.said.token) return settle(post, came);
    const tokens = [...kept.split(",").filter(Boolean), came.said.token];
    post = await changePost(post, { photos: rest, fields: { ...post.fields, kept: tokens.join(",") } });
    if (!post) return null; // taken back
  }
  return settle(post, await send(post.url, post.fields, session));
}

async function settle(post, { status, said, wait }) {
  if (status === 0) return false;
  if (said.number) return keepNumber(post, said);
  if (said.kept || said.login) return changePost(post, { state: LOGIN, to: said.kept });
  if (status === 410) return dropPost(post.key);
  if (NO_USE.includes(status) && said.code !== "csrf") {
    return changePost(post, { state: REFUSED, sentence: said.error ?? said.message ?? "" });
  }
  const pause = Math.max(wait, PAUSES[Math.min(post.tries, PAUSES.length - 1)]);
  return changePost(post, { state: WAITING, tries: post.tries + 1, next: Date.now() + pause });
}

function send(address, fields, { token }) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: token })) body.set(name, value);
  return ask(address, { method: "POST", body });
}

// {status, said, wait}: 0 and nothing when nothing came back.
async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, {
      ...options, headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE),
    });
    const said = await answer.json().catch(() => ({}));
    return { status: answer.status, said, wait: 1000 * (Number(answer.headers.get("Retry-After")) || 0) };
  } catch {
    return { status: 0, said: {}, wait: 0 };
  }
}
