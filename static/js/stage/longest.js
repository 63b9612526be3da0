/** @import { Server } from '../run/reducer.js' */

/**
 * The length of the longest command among the servers' logs; of a log that is
 * known already only what is new is looked at.
 * @param {readonly Server[]} servers
 * @param {readonly Server[]} [before]
 */
export function longestCommand(servers, before) {
  let longest = 0;
  servers.forEach((server, i) => {
    const log = server.log;
    const known = before?.[i]?.log;
    if (log === known) return;
    const from = known && known.length <= log.length && known.last() === log.entry(known.length) ? known.length + 1 : log.first;
    for (let index = from; index <= log.length; index++) longest = Math.max(longest, log.entry(index)?.cmd.length ?? 0);
  });
  return longest;
}
