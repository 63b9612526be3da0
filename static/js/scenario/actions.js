// Actions in the words of the scenario language: what the page sends, and what a
// run's text records. The page composes them and never reads them.

/** @param {string} server */
export const crash = (server) => `crash ${server}`;
/** @param {string} server */
export const powerOff = (server) => `crash ${server} losing unsynced writes`;
/** @param {string} server */
export const restart = (server) => `restart ${server}`;
/** @param {string} server */
export const timeOut = (server) => `time out ${server}`;
/** @param {string} server */
export const isolate = (server) => `isolate ${server}`;
export const healAll = () => 'heal all';
/** @param {string} server */
export const pause = (server) => `pause ${server}`;
/** @param {string} server */
export const resume = (server) => `resume ${server}`;
/** @param {string} server */
export const wipe = (server) => `wipe ${server}`;

/** @param {string} server @param {number} percent */
export const drift = (server, percent) => `drift ${server} ${percent > 0 ? '+' : ''}${percent}%`;

/** @param {string} server @param {number} least µs @param {number} most µs */
export const timeout = (server, least, most) => `election timeout ${server} ${time(least)} to ${time(most)}`;

/** @param {number} percent */
export const duplication = (percent) => `duplication ${percent}%`;
/** @param {number} percent */
export const reordering = (percent) => `reordering ${percent}%`;

/** @param {string} client @param {string} server */
export const cutClient = (client, server) => `cut ${client} <-> ${server}`;
/** @param {string} client @param {string} server */
export const healClient = (client, server) => `heal ${client} <-> ${server}`;

/** @param {number} message */
export const dropMessage = (message) => `drop message ${message}`;
/** @param {number} message @param {number} us */
export const delayMessage = (message, us) => `delay message ${message} by ${time(us)}`;
/** @param {number} message */
export const duplicateMessage = (message) => `duplicate message ${message}`;

/** @param {string[][]} groups */
export const partition = (groups) => `partition ${groups.map((g) => g.join(' ')).join(' | ')}`;

/** @param {string} from @param {string[]} to @param {boolean} bothWays */
export const cut = (from, to, bothWays) => `cut ${from} ${bothWays ? '<->' : '->'} ${to.join(' ')}`;

/** @param {string} from @param {string[]} to @param {boolean} bothWays */
export const heal = (from, to, bothWays) => `heal ${from} ${bothWays ? '<->' : '->'} ${to.join(' ')}`;

/** @param {number} least µs @param {number} most µs */
export const latency = (least, most) => `latency ${time(least)} to ${time(most)}`;

/** @param {number} percent */
export const loss = (percent) => `loss ${percent}%`;

/** @param {number} us @param {string} server "" for all */
export const diskSync = (us, server) => `disk sync ${server ? `${server} ` : ''}${time(us)}`;

/**
 * A client's request; to "" is whoever it takes for the leader.
 * @param {'write' | 'add' | 'read'} what
 * @param {{client: string, name: string, value: string, to: string}} request
 */
export function request(what, { client, name, value, to }) {
  const command = { write: `write ${name}=${value}`, add: `add ${name} ${value}`, read: `read ${name}` }[what];
  return `${client} ${command}${to ? ` to ${to}` : ''}`;
}

/** @param {string} client @param {'off' | 'writes' | 'reads' | 'both'} what @param {number} every µs */
export const traffic = (client, what, every) => (what === 'off' ? `${client} stops` : `${client} ${what === 'both' ? 'writes and reads' : what} every ${time(every)}`);

/** A time as the language writes it. @param {number} us */
export function time(us) {
  return us % 1000 === 0 || us >= 1000 ? `${Number((us / 1000).toFixed(3))}ms` : `${us}us`;
}

/**
 * The header of a new run.
 * @param {{servers: number, seed: string, latency: [string, string], timeout: [string, string], heartbeat: string, noop: boolean, batch: string, preVote: boolean, reads: string}} settings times in ms; reads through the log, by ReadIndex, or local
 */
export function header({ servers, seed, latency: l, timeout, heartbeat, noop, batch, preVote, reads }) {
  return [
    'raft 1',
    `servers ${servers}`,
    `seed ${seed}`,
    `latency ${l[0]}ms to ${l[1]}ms`,
    `election timeout ${timeout[0]}ms to ${timeout[1]}ms`,
    `heartbeat ${heartbeat}ms`,
    ...(noop ? [] : ['noop off']),
    `batch ${batch}`,
    ...(preVote ? ['pre-vote on'] : []),
    ...(reads === 'log' ? [] : ['reads index']),
    ...(reads === 'local' ? ['without quorum-reads'] : []),
    '',
  ].join('\n');
}
