// Whom one can name, while an @ and the beginning of a name stand before the caret.
import { Choices } from "../core/choices.js";

// As the server reads names (core/naming.py): no @ within an address of mail. The longest that is asked for is 30.
const BEGUN = /(?<![A-Za-z0-9._-])[@＠]([^@＠\n]{0,30})$/u;

export function offerNames({ composer, address }) {
  const { field, form } = composer;
  const begun = () => {
    const { selectionStart: caret, selectionEnd: end } = field;
    return caret === end ? BEGUN.exec(field.value.slice(0, caret)) : null;
  };
  const ask = async (signal) => {
    const found = begun();
    if (!found) return [];
    const answer = await fetch(`${address}?${new URLSearchParams({ q: found[1] })}`, { signal });
    return answer.ok ? (await answer.json()).names.map(({ name }) => name) : [];
  };
  const pick = (name) => {
    const found = begun();
    if (!found) return;
    const words = `@${name} `;
    field.setRangeText(words, found.index, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return new Choices(field, { place: field.closest(".composer__box"), label: form.dataset.names, ask, pick });
}
