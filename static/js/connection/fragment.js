// What stands behind the "#" of an address: a run as a link, or nothing that
// concerns anybody but this page.

/** The most that is handed on; no link is as long. */
const MOST = 90_000;
/** What is shorter than this, and begins with no digit, is a word that somebody has put there. */
const SHORT = 8;

/**
 * The link in a fragment, as it stands there: with whatever has stuck to it on its
 * way, which the server takes off, and says what is wrong with the rest. Every link
 * begins with the number of its form, or else it has lost its beginning.
 * @param {string} fragment with or without the "#"
 * @returns {string} "" if it is no link
 */
export function linkIn(fragment) {
  const raw = fragment.replace(/^#/, '');
  let plain = raw;
  try {
    plain = decodeURIComponent(raw);
  } catch {
    // A "%" that stands for itself is a decoration, too.
  }
  if (!/\d/.test(plain) || globalThis.document?.getElementById(plain)) return '';
  if (plain.length < SHORT && !/^[^\p{L}\p{N}]*\d/u.test(plain)) return '';
  return raw.slice(0, MOST);
}

/**
 * The link in a text that is an address as a whole, or a link alone.
 * @param {string} text
 * @returns {string} "" if it is neither
 */
export function linkOfAddress(text) {
  const words = text.trim();
  if (/\n/.test(words)) return '';
  const address = /^(?:\S*\/\S*)?#(\S{8,})(?:\s[^\p{L}\p{N}]*)?$/u.exec(words);
  if (address) return linkIn(address[1]);
  return /^[^\p{L}\p{N}\s]*\d[\w-]{15,}[^\s\w]*$/u.test(words) ? words : '';
}
