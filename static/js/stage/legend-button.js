// The button that shows the legend, which is fetched when it is first asked for.

/** @import { App } from '../app.js' */
import { byId } from '../ui/dom.js';
import { lazy, withLoaded } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';

const fetchLegend = lazy(async (/** @type {App} */ app) => {
  const [{ makeLegend }] = await Promise.all([import('./legend.js'), app.moreWords(), styleSheet('dialogs')]);
  return makeLegend(app);
});

/** @param {App} app */
export function connectLegend(app) {
  const button = byId('legend-button');
  /** @type {HTMLElement | undefined} */
  let card;
  /** @param {boolean} wanted */
  const show = (wanted) => {
    if (card) card.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted && card !== undefined));
  };
  button.addEventListener('click', () => {
    if (card) show(card.hidden);
    else void withLoaded(app, fetchLegend(app), (legend) => {
      button.after((card = legend));
      show(true);
    });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });
}
