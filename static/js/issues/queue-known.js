// What a page knows at once, without opening the store: whether something may wait, and who was here last.
const [WAITS, WHO] = ["mycomi.waits", "mycomi.who"];

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
