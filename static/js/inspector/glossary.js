// What a term of the glossary means, next to the word that was tapped.

/** @import { App } from '../app.js' */
import { element } from '../ui/dom.js';
import { openPopover } from '../ui/context-menu.js';

/** @param {App} app @param {string} term @param {{from: Element | null, x: number, y: number}} at */
export function openTerm({ t }, term, { from, x, y }) {
  const name = t(`glossary.${term}.name`);
  openPopover(element('div', { class: 'menu floating meaning', role: 'dialog', tabindex: -1, 'aria-label': name }, element('b', {}, name), element('p', {}, t(`glossary.${term}.text`))), { from, x, y: y + BELOW });
}

/** How far below a word's top it opens, so that the word stays legible, in px. */
const BELOW = 24;
