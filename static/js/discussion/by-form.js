// Words on their way without a socket: the form is posted behind the page. The answer is what a socket would say of it,
// or null when there was none, and it must be sent again – with the same key, so it is done once.

const CODES = { 401: "login", 403: "forbidden", 404: "gone", 410: "gone", 429: "rate" };

export async function postByForm(form, piece) {
  try {
    const body = data(form, piece);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await understood(answer);
    return told && { key: piece.key, ...told };
  } catch {
    return null;
  }
}

function data(form, piece) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("key", piece.key);
  data.set("body", piece.body);
  if (piece.as) data.set("organisation", piece.as);
  if (piece.reply_to) data.set("reply_to", piece.reply_to);
  piece.photos?.forEach((photo) => data.append("photos", photo));
  return data;
}

async function understood(answer) {
  if (answer.status >= 500) return null;
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  const told = isJson ? await answer.json() : sentence(await answer.text());
  if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) return { t: "error", code: "login" };
  if (answer.ok) return { t: "ack", seq: told.seq ?? null };
  return { t: "error", code: CODES[answer.status] ?? "bad_frame", message: told.message ?? told.error };
}

// A page says beside its form what is wrong.
function sentence(page) {
  const place = new DOMParser().parseFromString(page, "text/html").querySelector("[data-composer] [data-error] span");
  return { message: place?.textContent };
}
