// 広める: the device's own way to hand a page on. Where there is none the buttons stay away.
// The parameter makes LINE open the page in the real browser, where people are logged in.

async function share(title) {
  const address = new URL(location.pathname, location.href);
  address.searchParams.set("openExternalBrowser", "1");
  try {
    await navigator.share({ title, url: address.href });
  } catch {
    // closed without sharing: nothing to say
  }
}

if (navigator.share) {
  document.querySelectorAll("[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => share(button.dataset.share));
  });
}
