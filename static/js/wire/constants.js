// Written from the server's own by
// go test ./web/wire -update
//
// What the page and the server have to agree on.

/** Smart speed, in virtual seconds a second, with nothing under way, */
export const RATE_IDLE = 1 / 12;

/** with heartbeats, */
export const RATE_HEARTBEAT = 1 / 50;

/** and with what matters. */
export const RATE_IMPORTANT = 1 / 70;

/** The least fixed speed, in virtual seconds a second, and the most. */
export const MIN_SPEED = 1 / 1000;
export const MAX_SPEED = 10;

/** The most servers of a cluster. */
export const MAX_SERVERS = 9;

/** The longest latency, timeout, heartbeat, in ms. */
export const MAX_MS = 60000;

/** The most entries of a message. */
export const MAX_BATCH = 64;

/** The most applied entries between two snapshots. */
export const MAX_SNAPSHOT_EVERY = 10000;

/** The greatest seed. */
export const MAX_SEED = 18446744073709551615n;

/** The longest text of a run, in bytes. */
export const MAX_TEXT = 65536;

/** The longest run, in µs. */
export const MAX_TIME = 3600000000;

/** What a session can pause for, but for servers. */
export const BREAKPOINTS = ['election', 'leader', 'commit', 'answer', 'violation'];

/** Why the server closes a connection, by the socket's close code. @type {Record<number, string>} */
export const CLOSE_CODES = { 4001: 'restart', 4002: 'slow', 4003: 'gone', 4004: 'fault', 4005: 'full', 4006: 'bad', 4007: 'unread' };
