// What a page's address asks for: a session, a shared link, a lesson or a step of it;
// and the address of a session.

import { linkIn } from './fragment.js';

/** @typedef {{pathname: string, hash?: string, search?: string}} Location */

/**
 * What a page begins with; of a link and a lesson, what its hello says.
 * @param {Location} location
 * @returns {{session: string, begins: {link?: string, lesson?: string, step?: string}}}
 */
export function askedFor({ pathname, hash = '' }) {
  const session = /^\/s\/([\w-]+)/.exec(pathname)?.[1] ?? '';
  const [, lesson, step] = /^\/lesson\/([\w-]+)(?:\/([\w-]+))?\/?$/.exec(pathname) ?? [];
  const link = session ? '' : linkIn(hash);
  return { session, begins: { ...(link && { link }), ...(lesson && { lesson, step }) } };
}

/**
 * The address of a session, with what stays of the one that the page was opened with.
 * In another page's frame the address stays what that page has asked for.
 * @param {string} session
 * @param {Location} location
 * @returns {string | null} null if it is to stay as it is
 */
export function sessionAddress(session, { pathname, search = '' }) {
  const asked = new URLSearchParams(search);
  const path = `/s/${session}`;
  if (pathname === path || asked.has('embed')) return null;
  const size = asked.get('size');
  return size ? `${path}?size=${encodeURIComponent(size)}` : path;
}
