// What a line changes elsewhere on the page: the place of that name gets new content. Nobody loses the focus by it, nor
// what they are writing inside it, and what is read aloud of the talk is only what is new.

const KEPT = "[data-kept]"; // what one writes inside a region: it stays
const HANDLES = ["data-react", "data-reply", "data-edit", "data-delete", "name", "href"];

export function replaceRegion(name, content) {
  const places = document.querySelectorAll(`[data-region="${CSS.escape(name)}"]:not(template)`);
  places.forEach((place) => {
    place.closest("[role=log]") && place.setAttribute("aria-live", "off");
    const isOpen = place.querySelector("details")?.open;
    withFocus(place, () => place.replaceChildren(content.cloneNode(true), ...place.querySelectorAll(KEPT)));
    if (isOpen) place.querySelector("details")?.setAttribute("open", "");
  });
  return [...places];
}

function withFocus(place, act) {
  const held = document.activeElement;
  if (!place.contains(held)) return act();
  const handle = HANDLES.find((name) => held.hasAttribute(name));
  const like = handle && `[${handle}="${CSS.escape(held.getAttribute(handle))}"]`;
  act();
  const next = held.isConnected ? held : (like && place.querySelector(like)) || place;
  if (next === place) place.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
}
