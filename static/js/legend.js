// The legend opens beside its button and closes by it, by Escape, or when the
// stage is used.

import { byId } from './element.js';

export function watchLegend() {
  const button = byId('legend-button');
  const card = byId('legend');
  /** @param {boolean} open */
  const show = (open) => {
    card.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  button.addEventListener('click', () => show(card.hidden));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || card.hidden) return;
    show(false);
    if (card.contains(document.activeElement)) button.focus();
  });
}
