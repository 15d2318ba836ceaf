// Chosen pictures are shown at once, with a way to take each back before it is sent – also those that an earlier try
// of the form has already brought.

export function previewPhotos(form) {
  const input = form.querySelector('input[type="file"][name="photos"]');
  const strip = form.querySelector("[data-photo-strip='']");
  const complaint = form.querySelector("[data-photo-words]");
  if (typeof DataTransfer === "undefined") return;
  let chosen = [];

  input.addEventListener("change", () => {
    const fitting = [...input.files].filter((file) => file.size <= Number(input.dataset.largest));
    const room = Number(input.dataset.most) - form.querySelectorAll("[data-kept-photo]").length;
    const wanted = [...chosen, ...fitting];
    say(fitting.length < input.files.length ? "tooLarge" : wanted.length > room ? "tooMany" : "");
    chosen = wanted.slice(0, room);
    sync();
  });

  letKeptGo(form, strip.dataset.remove, () => {});

  function say(what) {
    complaint.hidden = !what;
    complaint.querySelector("span").textContent = complaint.dataset[what] ?? "";
  }

  function sync() {
    const files = new DataTransfer();
    chosen.forEach((file) => files.items.add(file));
    input.files = files.files;
    strip.replaceChildren(...chosen.map(thumb));
  }

  function thumb(file, nth) {
    const item = document.createElement("li");
    item.className = "photo-strip__item";
    const image = document.createElement("img");
    image.className = "photo-strip__image";
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src));
    const takeBack = () => {
      chosen = chosen.filter((_file, other) => other !== nth);
      say("");
      sync();
      input.focus();
    };
    item.append(image, removeButton(`${strip.dataset.remove}（${file.name}）`, takeBack));
    return item;
  }
}

// The pictures that `kept` names, drawn anew. One that has got another address since is asked for; one that the server
// has let go takes itself away, and out of `kept`.
export function drawKept(form) {
  const strip = form.querySelector('[data-photo-strip="kept"]');
  const names = form.elements.kept.value.split(",").filter(Boolean);
  const draw = (token, nth) => {
    const item = document.createElement("li");
    item.className = "photo-strip__item";
    item.dataset.keptPhoto = token;
    const image = document.createElement("img");
    image.className = "photo-strip__image";
    image.alt = `${strip.dataset.words} ${nth + 1}`;
    image.addEventListener("error", () => findAgain(form, item, image), { once: true });
    image.src = `/photos/${token}/card.webp`;
    item.append(image);
    return item;
  };
  strip.replaceChildren(...names.map(draw));
}

// What is posted is what is seen: it stays, seen or not, until the server says that it is not there.
async function findAgain(form, item, image) {
  const token = item.dataset.keptPhoto;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("token", token);
  const address = form.querySelector("[data-photo-hiding]").dataset.photoHiding;
  const answer = await fetch(address, { method: "POST", body }).catch(() => null);
  const found = answer?.ok ? await answer.json().catch(() => null) : null;
  if (!item.isConnected || item.dataset.keptPhoto !== token || !(found?.token || answer?.status === 404)) return;
  const names = form.elements.kept.value.split(",");
  form.elements.kept.value = names.map((name) => (name === token ? found?.token : name)).filter(Boolean).join(",");
  if (found) {
    item.dataset.keptPhoto = found.token;
    image.src = found.url;
  } else {
    item.remove();
  }
  form.dispatchEvent(new Event("change")); // what is kept of the form names it
}

// Pictures of an earlier try get a way to be taken back; `gone(token)` is told.
export function letKeptGo(form, words, gone) {
  form.querySelectorAll("[data-photo-strip='kept'] [data-kept-photo]").forEach((item) => {
    const takeBack = () => {
      const token = item.dataset.keptPhoto; // another one since something in it was hidden
      const kept = form.elements.kept.value.split(",");
      form.elements.kept.value = kept.filter((name) => name !== token).join(",");
      item.remove();
      gone(token);
      form.querySelector('input[type="file"][name="photos"]').focus();
    };
    item.append(removeButton(`${words}（${item.querySelector("img").alt}）`, takeBack));
  });
}

export function removeButton(label, work) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "photo-strip__remove";
  button.setAttribute("aria-label", label);
  button.addEventListener("click", work);
  return button;
}
