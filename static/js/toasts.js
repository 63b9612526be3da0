// Short notices that come and go by themselves.

import { byId, element } from './element.js';

const MOST = 3;
/** How long a notice stays: at least, and longer for longer texts, in ms. */
const LEAST = 3500;
const PER_CHARACTER = 45;

/** @param {string} text */
export function toast(text) {
  const room = byId('toasts');
  for (const shown of [...room.children]) if (shown.textContent === text) shown.remove();
  const notice = element('div', { class: 'toast' }, text);
  room.append(notice);
  while (room.children.length > MOST) room.firstElementChild?.remove();
  const gone = () => notice.remove();
  notice.addEventListener('click', gone);
  setTimeout(gone, LEAST + PER_CHARACTER * text.length);
}
