// Coming back: to newer files of the page, and to a run whose session has ended.

import { assets } from '../ui/assets.js';
import { inFrame } from '../ui/embed.js';

const RELOADED = 'raft-playground/reloaded-for';
const REOPENED = 'raft-playground/reopen';

/** Reloads the page, once, when the server has other files of it. @param {string} current */
export function reloadIfOutdated(current) {
  if (!current || current === new URL(assets).pathname) return;
  try {
    if (sessionStorage.getItem(RELOADED) === current) return;
    sessionStorage.setItem(RELOADED, current);
    location.reload();
  } catch {
    // Without storage the page could reload for ever; it stays as it is.
  }
}

/**
 * Begins a fresh session, with a run's text if there is one.
 * @param {string} [text]
 * @param {boolean} [other] whether it is to be another run than the address tells
 * @returns {boolean} false if the text cannot be taken along: nothing has happened
 */
export function beginAfresh(text = '', other = false) {
  try {
    if (text) sessionStorage.setItem(REOPENED, text);
  } catch {
    return false;
  }
  // In a frame no other page may stand.
  if (!inFrame) location.assign('/');
  else if (other) location.replace(`/${location.search}`);
  else location.reload();
  return true;
}

/** The text to open in this fresh session, once. @returns {string} */
export function takeReopened() {
  try {
    const text = sessionStorage.getItem(REOPENED) ?? '';
    sessionStorage.removeItem(REOPENED);
    return text;
  } catch {
    return '';
  }
}
