// The page's words, in the language that was chosen. The catalogues are flat
// files of texts with {placeholders}; {count|entry|entries} is the first word
// when count is 1, and else the second.

import { assets } from './assets.js';
import { setAttribute, setText } from './dom.js';

/** A language by its tag: those of the language menu, which the server writes. @typedef {string} Lang */

/** What the page needs from the start; other catalogues come with what needs them. */
const FIRST = ['shell'];
/** What the document says as it arrives, which is needed only in another language. */
const ARRIVED = 'page';

/** Attributes that follow the language, and where their keys stand. */
const ATTRIBUTES = { 'aria-label': 'data-t-label', title: 'data-t-title', placeholder: 'data-t-placeholder' };

/** @typedef {(key: string, values?: Record<string, unknown>) => string} Translate */

export class Words {
  /** @type {Lang} */
  lang = '';
  /** @type {Record<string, string>} */
  #texts = {};
  #catalogues = [...FIRST];

  /** Takes up a language, the document's at first. @param {Lang} lang */
  async load(lang) {
    if (this.lang && !this.#catalogues.includes(ARRIVED)) this.#catalogues.push(ARRIVED);
    const texts = await Promise.all(this.#catalogues.map((name) => read(name, lang)));
    this.use(lang, Object.assign({}, ...texts));
  }

  /** Has a catalogue at hand that is not needed from the start. @param {string} name */
  async more(name) {
    if (this.#catalogues.includes(name)) return;
    const { lang } = this;
    const texts = await read(name, lang);
    if (!this.#catalogues.includes(name)) this.#catalogues.push(name);
    if (lang === this.lang) Object.assign(this.#texts, texts);
    else await this.load(this.lang);
  }

  /** @param {Lang} lang @param {Record<string, string>} texts */
  use(lang, texts) {
    this.lang = lang;
    this.#texts = texts;
  }

  /**
   * A text with its values filled in; without values, the text as it stands in the
   * catalogue. What is not there is shown by its key, so that it is noticed.
   * @type {Translate}
   */
  t = (key, values) => {
    const text = this.#texts[key];
    if (text === undefined) return key;
    if (!values) return text;
    return text.replace(/\{([A-Za-z]+)(?:\|([^{}|]*)\|([^{}]*))?\}/g, (_, name, one, more) => {
      const value = values[name] ?? '';
      if (one !== undefined) return Number(value) === 1 ? one : more;
      return String(value);
    });
  };

  /** Puts the language on everything that names its catalogue key, but what has arrived in it. @param {ParentNode} root */
  apply(root) {
    for (const on of root.querySelectorAll('[data-t]')) this.#put(on, 'data-t', (text) => setText(on, text));
    for (const [attribute, from] of Object.entries(ATTRIBUTES)) {
      for (const on of root.querySelectorAll(`[${from}]`)) this.#put(on, from, (text) => setAttribute(on, attribute, text));
    }
  }

  /** @param {Element} on @param {string} from @param {(text: string) => void} put */
  #put(on, from, put) {
    const key = on.getAttribute(from) ?? '';
    if (key in this.#texts || this.#catalogues.includes(ARRIVED)) put(this.t(key));
  }
}

/** @param {string} name @param {Lang} lang @returns {Promise<Record<string, string>>} */
async function read(name, lang) {
  const answer = await fetch(`${assets}/i18n/${name}.${lang}.json`);
  if (!answer.ok) throw new Error(`the catalogue ${name}.${lang} could not be fetched: ${answer.status}`);
  return flat(await answer.json());
}

/**
 * A catalogue as it is committed, whether or not it came with the common parts of
 * its keys written once.
 * @param {Record<string, any>} parts @param {string} [key] @param {Record<string, string>} [into] @returns {Record<string, string>}
 */
export function flat(parts, key = '', into = {}) {
  for (const [name, part] of Object.entries(parts)) {
    const whole = key && name ? `${key}.${name}` : key || name;
    if (typeof part === 'string') into[whole] = part;
    else flat(part, whole, into);
  }
  return into;
}

/** A language's own name for itself, and how HTML names it, as the language menu has them. @param {Lang} lang */
export function languageNames(lang) {
  const items = [...document.querySelectorAll(/** @type {'button'} */ ('#language-menu [data-choice="lang"]'))];
  const item = items.find(({ dataset }) => dataset.value === lang);
  return { name: item?.textContent ?? lang, html: item?.lang ?? lang };
}

/** Remembers a choice for the next page, which the server renders. @param {string} name @param {string} value */
export function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}
