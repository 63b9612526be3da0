// The colours of terms: which of the style sheet's a term has.

/** How many terms in a row have colours of their own. */
export const HUES = 10;

/** The number of a term's colour: 1 to 10 and again; 0 before the first election. @param {number | undefined} term */
export function hue(term) {
  return term ? ((term - 1) % HUES) + 1 : 0;
}
