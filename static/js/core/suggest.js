// Words, places and posts below a search box while somebody types: a combobox with a list, as ARIA describes it.

const PAUSE = 150; // milliseconds without a key before asking
let counter = 0;

function listFor(input, pick) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `suggest-${(counter += 1)}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[role=option]");
    if (!item) return;
    event.preventDefault(); // the box keeps the focus
    pick(item);
  });
  return list;
}

function items(list, offered) {
  list.replaceChildren(
    ...offered.map(({ word }, place) => {
      const item = document.createElement("li");
      item.className = "suggest__item";
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = word;
      return item;
    }),
  );
}

function offer(form) {
  const input = form.querySelector("[name=q]");
  let chosen = -1;
  let timer = 0;
  let asking = null;
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === place)));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  };
  const pick = (item) => {
    input.value = item.textContent;
    show(false);
    form.requestSubmit();
  };
  const list = listFor(input, pick);
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("autocomplete", "off");

  const ask = async () => {
    asking?.abort();
    const words = input.value.trim();
    if (!words) return show(false);
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`, { signal: asking.signal });
      const { offered } = await answer.json();
      items(list, offered);
      show(offered.length > 0 && document.activeElement === input);
    } catch {
      show(false); // suggestions are a kindness; the box works without them
    }
  };
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => {
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(chosen >= last ? 0 : chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen <= 0 ? last : chosen - 1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && chosen >= 0) pick(list.children[chosen]);
    else return;
    event.preventDefault();
  });
}

for (const form of document.querySelectorAll("[data-suggest]")) offer(form);
