// Written from raft/sim/actions.go by
// go test ./web/wire -update
//
// What can be done to a world: how the scenario language writes it, and what it needs,
// or it would do nothing.

/** @typedef {{code: string, of: string, field: string, is?: unknown, not?: unknown, atLeast?: number, atMost?: number}} Need */
/** @typedef {keyof typeof FORMS} ActionName */

export const FORMS = {
  'crash': 'crash SERVER',
  'power-off': 'crash SERVER losing unsynced writes',
  'restart': 'restart SERVER',
  'time-out': 'time out SERVER',
  'transfer': 'transfer to SERVER',
  'pause': 'pause SERVER',
  'resume': 'resume SERVER',
  'wipe': 'wipe SERVER',
  'snapshot': 'snapshot SERVER',
  'disk-sync': 'disk sync [SERVER] TIME',
  'election-timeout': 'election timeout SERVER SPAN',
  'drift': 'drift SERVER DRIFT',
  'cut': 'cut LINKS',
  'heal': 'heal LINKS',
  'heal-all': 'heal all',
  'partition': 'partition GROUPS',
  'isolate': 'isolate SERVER',
  'cut-client': 'cut CLIENT <-> SERVERS',
  'heal-client': 'heal CLIENT <-> SERVERS',
  'latency': 'latency [LINK] SPAN',
  'loss': 'loss [LINK] PERCENT',
  'duplication': 'duplication [LINK] PERCENT',
  'reordering': 'reordering [LINK] PERCENT',
  'drop-message': 'drop message NUMBER',
  'drop-next': 'drop next KIND LINK',
  'delay-message': 'delay message NUMBER by TIME',
  'delay-next': 'delay next KIND LINK by TIME',
  'duplicate-message': 'duplicate message NUMBER',
  'duplicate-next': 'duplicate next KIND LINK',
  'write': 'CLIENT write KEY = VALUE [to SERVER]',
  'add': 'CLIENT add KEY VALUE [to SERVER]',
  'read': 'CLIENT read KEY [to SERVER]',
  'add-voter': 'CLIENT add SERVER',
  'add-learner': 'CLIENT add SERVER as learner',
  'remove-server': 'CLIENT remove SERVER',
  'change-voters': 'CLIENT change to SERVERS',
  'writes': 'CLIENT writes every TIME',
  'reads': 'CLIENT reads every TIME',
  'writes-and-reads': 'CLIENT writes and reads every TIME',
  'stops': 'CLIENT stops',
  'step': 'step NAME',
};

/** @type {Partial<Record<ActionName, Need[]>>} */
export const NEEDS = {
  'crash': [{"code":"already-crashed","of":"server","field":"down","is":false}],
  'power-off': [{"code":"already-crashed","of":"server","field":"down","is":false}],
  'restart': [{"code":"already-running","of":"server","field":"down","is":true}],
  'time-out': [{"code":"not-running","of":"server","field":"down","is":false},{"code":"paused","of":"server","field":"paused","is":false},{"code":"leader-no-timeout","of":"server","field":"role","not":"leader"}],
  'transfer': [{"code":"nobody-leads","of":"cluster","field":"led"},{"code":"leads-already","of":"server","field":"role","not":"leader"},{"code":"no-voter","of":"server","field":"votes"}],
  'pause': [{"code":"not-running","of":"server","field":"down","is":false},{"code":"already-paused","of":"server","field":"paused","is":false}],
  'resume': [{"code":"not-paused","of":"server","field":"paused","is":true}],
  'wipe': [{"code":"empty-disk","of":"server","field":"blank","is":false}],
  'snapshot': [{"code":"not-running","of":"server","field":"down","is":false},{"code":"paused","of":"server","field":"paused","is":false},{"code":"nothing-to-snapshot","of":"server","field":"unsaved"}],
  'heal-all': [{"code":"alone","of":"cluster","field":"servers","atLeast":2},{"code":"nothing-to-heal","of":"cluster","field":"some-cut"}],
  'partition': [{"code":"alone","of":"cluster","field":"servers","atLeast":2}],
  'isolate': [{"code":"alone","of":"cluster","field":"servers","atLeast":2},{"code":"isolated","of":"server","field":"isolated","is":false}],
  'drop-message': [{"code":"no-such-message","of":"message","field":"id"},{"code":"client-message","of":"message","field":"between-servers"}],
  'delay-message': [{"code":"no-such-message","of":"message","field":"id"},{"code":"client-message","of":"message","field":"between-servers"}],
  'duplicate-message': [{"code":"no-such-message","of":"message","field":"id"},{"code":"client-message","of":"message","field":"between-servers"}],
  'write': [{"code":"client-queue-full","of":"client","field":"queued","atMost":63}],
  'add': [{"code":"client-queue-full","of":"client","field":"queued","atMost":63}],
  'read': [{"code":"client-queue-full","of":"client","field":"queued","atMost":63}],
  'add-voter': [{"code":"votes-already","of":"server","field":"votes","is":false},{"code":"client-queue-full","of":"client","field":"queued","atMost":63}],
  'add-learner': [{"code":"learns-already","of":"server","field":"learns","is":false},{"code":"client-queue-full","of":"client","field":"queued","atMost":63}],
  'remove-server': [{"code":"no-member","of":"server","field":"member"},{"code":"client-queue-full","of":"client","field":"queued","atMost":63}],
  'change-voters': [{"code":"client-queue-full","of":"client","field":"queued","atMost":63}],
};

/** What a key may be. */
export const KEY = /^[a-z][a-z0-9_-]{0,11}$/;
/** The bound of a value, either sign. */
export const MAX_VALUE = 1000000000;
/** The most clients of a cluster. */
export const MAX_CLIENTS = 8;
