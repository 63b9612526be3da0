// Short notices that come and go by themselves.

import { byId, element } from './dom.js';

const MOST = 3;
/** How long a notice stays: at least, and longer for longer texts, in ms. */
const LEAST = 3500;
const WITH_WAY = 8000;
const PER_CHARACTER = 45;

/** @param {string} text @param {{label: string, act: () => void}} [way] a way back */
export function toast(text, way) {
  const toasts = byId('toasts');
  for (const shown of [...toasts.children]) if (shown.firstChild?.textContent === text) shown.remove();
  const notice = element('div', { class: 'toast' }, text);
  toasts.append(notice);
  for (const oldest of [...toasts.querySelectorAll('.toast')].slice(0, -MOST)) oldest.remove();
  const gone = () => notice.remove();
  notice.addEventListener('click', gone);
  if (way) {
    const button = element('button', { type: 'button', class: 'link' }, way.label);
    button.addEventListener('click', way.act);
    notice.append(' ', button);
  }
  setTimeout(gone, (way ? WITH_WAY : LEAST) + PER_CHARACTER * text.length);
}
