// What a page knows without opening the store: whether something may wait, who was here last, whether the worker sends.
const [WAITS, WHO] = ["mycomi.waits", "mycomi.who"];

// The worker is asked to send with no page open. Resolves with whether this browser has that.
export async function askWorker() {
  const worker = await navigator.serviceWorker?.getRegistration();
  worker?.sync?.register("posts").catch(() => {});
  return Boolean(worker?.sync);
}

export function noteWaiting(does) {
  note(WAITS, does ? "1" : null);
}

export function noteWho(who) {
  note(WHO, who);
}

export function lastWho() {
  try {
    return localStorage.getItem(WHO) ?? "";
  } catch {
    return "";
  }
}

function note(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // a browser that keeps nothing has no queue either
  }
}
