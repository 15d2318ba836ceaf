// On wide screens the bell opens the newest few in place. On others, and when they cannot be had, it is the link it is.
const bell = document.querySelector("[data-bell]");
const wide = matchMedia("(min-width: 64em)");
const sheet = document.createElement("div");
const isOpen = () => sheet.matches(":popover-open");
let wasOpen = false; // when the press began: it closes the sheet before it is a click

function place() {
  const { bottom, right } = bell.getBoundingClientRect();
  sheet.style.insetBlockStart = `${bottom + 8}px`;
  sheet.style.insetInlineEnd = `${document.documentElement.clientWidth - right}px`;
}

async function open() {
  try {
    const answer = await fetch(bell.dataset.bell);
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    sheet.innerHTML = await answer.text();
  } catch {
    location.assign(bell.href);
    return;
  }
  place();
  sheet.showPopover();
  sheet.querySelector("button, a").focus();
}

if ("popover" in sheet) {
  sheet.className = "bell__sheet";
  sheet.popover = "auto";
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-label", bell.querySelector("span").textContent);
  bell.after(sheet);
  sheet.addEventListener("toggle", () => bell.setAttribute("aria-expanded", String(isOpen())));
  bell.addEventListener("pointerdown", ({ button }) => { wasOpen = button === 0 && isOpen(); });
  bell.addEventListener("click", (event) => {
    if (!wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (isOpen()) sheet.hidePopover();
    else if (!wasOpen || event.detail === 0) open(); // 0: a key
    wasOpen = false;
  });
}
