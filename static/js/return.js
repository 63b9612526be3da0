// Coming back: to newer files of the page, and to a run whose session has ended.

import { inFrame } from './frame.js';
import { Keepsake } from './keepsake.js';

const RELOADED = 'raft-playground/reloaded-for';
const REOPENED = 'raft-playground/reopen';

/** Where this page's files are, "/static/‹hash›". */
const assets = new URL('..', import.meta.url).pathname.replace(/\/$/, '');

/** Reloads the page, once, when the server has other files of it. @param {string} current */
export function reloadIfOutdated(current) {
  if (!current || current === assets) return;
  try {
    if (sessionStorage.getItem(RELOADED) === current) return;
    sessionStorage.setItem(RELOADED, current);
    location.reload();
  } catch {
    // Without storage the page could reload for ever; it stays as it is.
  }
}

/** A session's text as this browser has kept it. @param {string} session @returns {string} */
export function keptRun(session) {
  return new Keepsake().of(session).run?.text ?? '';
}

/** Begins a fresh session, with a run's text if there is one. @param {string} [text] */
export function beginAfresh(text = '') {
  try {
    if (text) sessionStorage.setItem(REOPENED, text);
  } catch {
    // Without storage the fresh session has a fresh run.
  }
  if (inFrame) location.reload(); // no other page may stand there
  else location.assign('/');
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
