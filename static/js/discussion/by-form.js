// What is said without a socket: a form is posted behind the page. The answer is what a socket would say of it, or null
// when there was none, and it must be sent again – with the same key, so it is done once.

const NAMES = { as: "organisation", emoji: "kind" }; // of a frame, and of a form
const UNSAID = ["t", "id"]; // the address says it

// `frame` is what a socket would send.
export async function postByForm(address, token, frame) {
  try {
    const body = fields(token, frame);
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await understood(answer);
    return told && { key: frame.key, ...told };
  } catch {
    return null;
  }
}

function fields(token, frame) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token);
  for (const [name, value] of Object.entries(frame)) {
    const values = [value].flat().map((one) => (typeof one === "boolean" ? Number(one) : one));
    if (!UNSAID.includes(name)) values.forEach((one) => data.append(NAMES[name] ?? name, one));
  }
  return data;
}

async function understood(answer) {
  if (answer.status >= 500) return null;
  if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) return { t: "error", code: "login" };
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  const told = isJson ? await answer.json() : {}; // what stands before the views speaks plainly
  if (answer.ok) return { t: "ack", seq: told.seq };
  return { t: "error", code: told.code ?? (answer.status === 429 ? "rate" : "bad_frame"), message: told.message };
}
