// The colours of terms: which of the style sheet's a term has.

/** How many terms in a row have colours of their own. */
export const HUES = 10;

/**
 * A colour of the style sheet, for a canvas: one that the system names is looked up, as
 * a canvas that is not in the page would take it from another theme.
 * @param {HTMLElement} on
 * @param {string} name
 */
export function colour(on, name) {
  const style = getComputedStyle(on);
  const value = style.getPropertyValue(`--${name}`).trim();
  if (!/^[A-Z]\w+$/.test(value)) return value;
  const had = on.style.color;
  on.style.color = value;
  const found = style.color;
  on.style.color = had;
  return found;
}

/** The number of a term's colour: 1 to 10 and again; 0 before the first election. @param {number | undefined} term */
export function hue(term) {
  return term ? ((term - 1) % HUES) + 1 : 0;
}
