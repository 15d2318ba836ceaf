// Posts that wait in this browser for the network, by the key of their form. Pages and the service worker share this.
// { key, who, url, fields: {name: value}, photos: [File], at, state, tries, next, sentence, to, number }
export const [WAITING, LOGIN, REFUSED, SENT] = ["waiting", "login", "refused", "sent"];
export const LIVES = 48 * 60 * 60 * 1000; // milliseconds in which a post goes out by itself, as long as drafts live
const MOST = 5;
const FORGOTTEN = 7 * 24 * 60 * 60 * 1000; // milliseconds until nobody is asked any more
const [BASE, STORE, NEWS] = ["mycomi", "waiting", "mycomi.waiting"];

// What waits, made of a form's data. Empty files are inputs without a choice.
export function postOf(data, url) {
  const post = { fields: {}, photos: [], url, at: Date.now(), state: WAITING, tries: 0, next: 0 };
  for (const [name, value] of data) {
    if (typeof value !== "string") {
      if (value.size) post.photos.push(value);
    } else if (name !== "csrfmiddlewaretoken") post.fields[name] = value;
  }
  return { ...post, key: post.fields.key, who: post.fields.who ?? "" };
}

export function isOld(post) {
  return Date.now() - post.at > LIVES;
}

// All of them, the oldest first; what nobody came back for in a week is gone.
export async function waitingPosts() {
  const all = await within("readonly", (store) => store.getAll());
  const old = all.filter((post) => Date.now() - post.at > FORGOTTEN);
  for (const post of old) await dropPost(post.key);
  return all.filter((post) => !old.includes(post)).sort((a, b) => a.at - b.at);
}

export function waitingPost(key) {
  return within("readonly", (store) => store.get(key));
}

// Throws when there are too many, or no room.
export async function keepPost(post) {
  await within("readwrite", (store, act) => {
    store.getAllKeys().onsuccess = ({ target }) => {
      if (target.result.length >= MOST && !target.result.includes(post.key)) act.abort();
      else store.put(post);
    };
  });
  tell(post);
}

// Only what still waits is replaced: not what was taken back meanwhile, or sent.
export async function renewPost(post) {
  let isThere = false;
  await within("readwrite", (store) => {
    store.get(post.key).onsuccess = ({ target }) => {
      isThere = Boolean(target.result) && target.result.state !== SENT;
      if (isThere) store.put(post);
    };
  });
  tell(isThere ? post : { key: post.key });
}

// Only what is still there changes; null when it was taken back meanwhile, or written anew.
export async function changePost(post, changes) {
  let changed = null;
  await within("readwrite", (store) => {
    store.get(post.key).onsuccess = ({ target }) => {
      if (target.result?.at !== post.at) return;
      changed = { ...post, ...changes };
      store.put(changed);
    };
  });
  if (changed) tell(changed);
  return changed;
}

// What was sent leaves its number and no word. It is told once, even if it had been taken back meanwhile.
export async function keepNumber({ key, who, at }, { number, url }) {
  const sent = { key, who, at, state: SENT, number, to: url };
  await within("readwrite", (store) => store.put(sent));
  tell(sent);
}

// Returns what was there: of two tabs that take it out, one gets it.
export async function dropPost(key) {
  let post;
  await within("readwrite", (store) => {
    store.get(key).onsuccess = ({ target }) => {
      post = target.result;
      if (post) store.delete(key);
    };
  });
  if (post) tell({ key });
  return post;
}

// `work({key, state, to})` after every change, wherever it was made.
export function onChange(work) {
  const channel = new BroadcastChannel(NEWS);
  channel.addEventListener("message", ({ data }) => work(data));
}

function tell({ key, state, to }) {
  const channel = new BroadcastChannel(NEWS);
  channel.postMessage({ key, state, to });
  channel.close();
}

// `work(store, act)` asks; resolves with what it asked for, once all is written.
async function within(mode, work) {
  const base = await openBase();
  try {
    return await new Promise((resolve, reject) => {
      const act = base.transaction(STORE, mode, { durability: "strict" });
      act.onabort = act.onerror = () => reject(act.error ?? new Error("no room"));
      const asked = work(act.objectStore(STORE), act);
      act.oncomplete = () => resolve(asked?.result);
    });
  } finally {
    base.close();
  }
}

function openBase() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
