// Chosen pictures are shown at once, with a way to take each back before it is sent.

export function previewPhotos(form) {
  const input = form.querySelector('input[type="file"][name="photos"]');
  const strip = form.querySelector("[data-photo-strip]");
  if (!input || !strip || typeof DataTransfer === "undefined") {
    return;
  }
  let chosen = [];
  const most = Number(input.dataset.most || 5) - form.querySelectorAll("[data-kept-photo]").length;

  input.addEventListener("change", () => {
    chosen = [...chosen, ...input.files].slice(0, most);
    sync();
  });

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
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "photo-strip__remove";
    remove.setAttribute("aria-label", `${strip.dataset.remove}（${file.name}）`);
    remove.addEventListener("click", () => {
      chosen = chosen.filter((_file, other) => other !== nth);
      sync();
      input.focus();
    });
    item.append(image, remove);
    return item;
  }
}
