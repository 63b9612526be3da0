// The glossary's terms where they occur: a tap tells what one means. The first
// occurrence in a text is enough.

/** @import { App } from '../app.js' */
import { closest, element } from '../ui/dom.js';
import { withLoaded } from '../ui/lazy.js';
import { nextTo } from '../ui/menu-position.js';

/** What finds the terms of a language, and which is meant. @type {{of: string, terms: Map<string, string>, words: RegExp} | null} */
let known = null;

/** @param {string} of the catalogue's list: "leader=leader, entry=log entry|entry" */
function glossary(of) {
  if (known?.of === of) return known;
  /** @type {Map<string, string>} */
  const terms = new Map();
  for (const line of of.split(', ')) {
    const [term, words = ''] = line.split('=');
    for (const word of words.split('|')) terms.set(word, term);
  }
  // Where words stand apart, a term is no part of another word.
  const all = [...terms.keys()].map((word) => (/^\w/.test(word) ? `\\b${word}\\b` : word));
  known = { of, terms, words: new RegExp(all.join('|'), 'g') };
  return known;
}

/**
 * A text whose terms can be tapped, each once in all texts that share what was seen.
 * @param {string} of the catalogue's list of terms
 * @param {string} text
 * @param {Set<string>} seen
 * @returns {(Node | string)[]}
 */
export function withTerms(of, text, seen) {
  const { terms, words } = glossary(of);
  /** @type {(Node | string)[]} */
  const parts = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(words)) {
    const term = terms.get(word) ?? '';
    if (seen.has(term)) continue;
    seen.add(term);
    parts.push(text.slice(from, index), element('button', { type: 'button', class: 'gloss', 'data-glossary': term, 'aria-haspopup': 'dialog' }, word));
    from = index + word.length;
  }
  return [...parts, text.slice(from)];
}

/** Tells what a term means when it is tapped. @param {App} app */
export function connectGlossary(app) {
  document.addEventListener('click', (event) => {
    const button = closest(event, 'button.gloss');
    if (!button) return;
    event.stopPropagation();
    void withLoaded(app, Promise.all([import('./glossary.js'), app.moreWords()]), ([{ openTerm }]) => openTerm(app, button.dataset.glossary ?? '', nextTo(button)));
  }, true);
}
