// How the connection can be, and what each state means for the next attempt.

/** @import { Refused } from './requests.js' */

/**
 * How the connection is:
 *
 *     connecting    for the first time
 *     live
 *     waiting       whoever presents is not here; it goes on once they are
 *     reconnecting  the line broke; the next attempt is at retryAt (ms since 1970)
 *     silent        nobody answers on the line; likewise
 *     restarting    the server restarts; likewise
 *     full          no room; likewise, later
 *     unread        what this page brought along cannot be played: why says what is wrong
 *     gone          there can be no such session
 *     fault         the session failed
 *     bad           the server does not understand this page; a reload may help
 *     closed        this page has hung up
 *
 * @typedef {'connecting'|'live'|'waiting'|'reconnecting'|'silent'|'restarting'|'full'|'unread'|'gone'|'fault'|'bad'|'closed'} StatusName
 * @typedef {'run'|'link'|'lesson'|''} Brought what a page said hello with
 * @typedef {{state: StatusName, retryAt: number | null, why?: Refused, brought?: Brought}} Status
 */

/** States in which nothing is under way. @type {Set<StatusName>} */
export const ENDED = new Set(['unread', 'gone', 'fault', 'bad', 'closed']);
/** States that are told until the page is live again, or something else is known. @type {Set<StatusName>} */
export const LASTING = new Set(['waiting', 'silent', 'restarting']);
