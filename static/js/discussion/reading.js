// Where somebody reads, and that it stays there. Whatever changes the page changes it inside `around`.
//
//   writing in the field     the field stays where it is
//   the end is in sight      it stays in sight, unless words are being selected
//   else                     nothing scrolls; what is new below the screen is told by the pill (news.js)
//
// What changes above the screen moves nothing: browsers that do not see to that themselves are helped.

const SELF = CSS.supports("overflow-anchor", "auto");

export class Reading {
  constructor(root, list, form) {
    Object.assign(this, { root, list, form });
  }

  around(act) {
    const held = this.fieldInUse() ?? (SELF || this.isSelecting() ? null : this.firstInSight());
    const end = held === this.form || this.isSelecting() ? null : this.endInSight();
    const [from, edge] = [held && top(held), end && Math.max(bottom(end), this.floor)];
    act();
    if (held?.isConnected) scrollBy(top(held) - from);
    if (end) scrollBy(Math.max(0, bottom(end) - edge));
  }

  // The last line that one sees before what lies fixed over the page's end.
  get floor() {
    const bar = document.querySelector(".issue-bar, .tab-bar");
    const height = bar && getComputedStyle(bar).position === "fixed" ? bar.offsetHeight : 0;
    return window.innerHeight - height - 8;
  }

  isBelow(element) {
    return top(element) > this.floor;
  }

  isSelecting() {
    const selection = document.getSelection();
    return !selection.isCollapsed && this.list.contains(selection.anchorNode);
  }

  fieldInUse() {
    const isUsed = this.form?.contains(document.activeElement);
    return isUsed && top(this.form) < window.innerHeight && bottom(this.form) > 0 ? this.form : null;
  }

  endInSight() {
    return [this.form, this.list].find((end) => end && bottom(end) > 0 && bottom(end) <= window.innerHeight) ?? null;
  }

  firstInSight() {
    return [...this.list.children].find((line) => bottom(line) > 0 && !this.isBelow(line)) ?? null;
  }
}

function top(element) {
  return element.getBoundingClientRect().top;
}

function bottom(element) {
  return element.getBoundingClientRect().bottom;
}

function scrollBy(distance) {
  if (Math.abs(distance) >= 1) window.scrollBy({ top: distance, behavior: "instant" });
}
