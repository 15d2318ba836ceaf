// Passkeys and security keys: the browser is asked with the server's options, its answer goes into the form.
// What needs this stands hidden in data-passkey-part. data-passkey: login (options are fetched, for nobody in particular), prove (of the page), add (a new key).
const FROM_BROWSER = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function toBytes(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function toText(bytes) {
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function readable({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: toBytes(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) options[list] = options[list].map((key) => ({ ...key, id: toBytes(key.id) }));
  }
  return { publicKey: options };
}

function sendable(credential) {
  const response = { transports: credential.response.getTransports?.() ?? [] };
  for (const part of FROM_BROWSER) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function fromPage() {
  return JSON.parse(document.getElementById("passkey-options").textContent);
}

async function fromServer(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function ask(form) {
  if (form.dataset.passkey !== "add") {
    const { request_options: options } = form.dataset.passkey === "login" ? await fromServer(form) : fromPage();
    return navigator.credentials.get(readable(options));
  }
  const options = readable(fromPage().creation_options);
  const alone = form.elements.passwordless?.checked ?? false;
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  });
  return navigator.credentials.create(options);
}

function begin(form) {
  const said = form.querySelector("[data-passkey-said]");
  const button = form.querySelector("[data-passkey-go]");
  button.addEventListener("click", async () => {
    said.textContent = "";
    button.setAttribute("aria-busy", "true");
    try {
      form.elements.credential.value = sendable(await ask(form));
      form.submit();
    } catch (reason) {
      said.textContent = reason.name === "NotAllowedError" ? form.dataset.passkeyOff : form.dataset.passkeyFail;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
  form.querySelector("[data-passkey-part]").hidden = false;
}

function refuse(form) {
  if (form.dataset.passkey !== "login") form.querySelector("[data-passkey-said]").textContent = form.dataset.passkeyFail;
}

document.querySelectorAll("[data-passkey]").forEach(window.PublicKeyCredential ? begin : refuse);
