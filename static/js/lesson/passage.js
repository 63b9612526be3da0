// A lesson's prose: a passage in the reader's language, in which what stands in
// backticks is set as code. The name of a server or a client in it lights that one
// on the stage while a pointer rests on it; runs are set with their letters.

/** @import * as wire from '../wire.js' */
/** @import { Lang } from '../ui/i18n.js' */
/** @import { Runs } from './runs.js' */
import { element } from '../ui/dom.js';
import { languageNames } from '../ui/i18n.js';
import { NO_RUNS, runName } from './runs.js';

/** @typedef {wire.Lesson['title']} Passage */
/** @typedef {{text: string, code: boolean, about: string | null}} Piece */

/** A passage in a language; where it is not there in that one, in another, the first by the languages' tags. @param {Passage} passage @param {Lang} lang @returns {{text: string, lang: Lang}} */
export function inLanguage(passage, lang) {
  if (passage[lang] !== undefined) return { text: passage[lang], lang };
  const [other = lang] = Object.keys(passage).sort();
  return { text: passage[other] ?? '', lang: other };
}

/** Prose and code by turns. A backtick without another one is a backtick. @param {string} text @returns {Piece[]} */
export function pieces(text) {
  return text
    .split(/(`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const code = piece.length > 2 && piece.startsWith('`') && piece.endsWith('`');
      const said = code ? piece.slice(1, -1) : piece;
      return { text: said, code, about: code && /^(S[1-9]|c\d+)$/.test(said) ? said : null };
    });
}

/** A passage as it stands on the page. @param {Passage} passage @param {Lang} lang @param {Runs} [runs] those that may be named @returns {(Node | string)[]} */
export function prose(passage, lang, runs = NO_RUNS) {
  const said = inLanguage(passage, lang);
  const set = pieces(said.text).map(({ text, code, about }) => {
    const run = code ? runs.get(text) : undefined;
    if (run) return runName(text, run);
    return code ? element('code', { 'data-about-server': about, translate: 'no' }, text) : text;
  });
  return said.lang === lang ? set : [element('span', { lang: languageNames(said.lang).html }, ...set)];
}

/** A passage without its backticks. @param {Passage} passage @param {Lang} lang */
export function plain(passage, lang) {
  return pieces(inLanguage(passage, lang).text)
    .map(({ text }) => text)
    .join('');
}
