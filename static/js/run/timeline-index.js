// The timeline's lanes: for each server what it was when, and marks for what
// happened. They are far smaller than the events, so they outlive them: a lane
// still shows what the history has let go of and would have to ask for again.

/** @import * as wire from '../wire.js' */
/** @import {State} from './reducer.js' */
import { position } from './reducer.js';
import { serversOf } from './state-queries.js';
import { partiesOf } from './violations.js';

/**
 * A server was the same thing from one instant to another. An open interval, to
 * null, lasts until the edge.
 * @typedef {object} Interval
 * @property {number} from
 * @property {number | null} to
 * @property {string} role "follower", "pre-candidate", "candidate" or "leader"
 * @property {number} term
 * @property {boolean} down
 * @property {boolean} paused
 */

/**
 * Something that happened. `text` is an action as it was given.
 * @typedef {object} Mark
 * @property {number} at
 * @property {number} seq the number of its event
 * @property {'election'|'leader'|'commit'|'client'|'fault'|'repair'|'setting'|'finding'} kind
 * @property {string} server "" when it is about none, or more than one
 * @property {string} text
 * @property {wire.Acted} [action] what it says
 * @property {number} term of an election or a leader, else 0
 * @property {number} index of a commit, else 0
 * @property {wire.Violation} [violation]
 * @property {string} [cluster] in which it was, where that is another one
 */

/** How many marks, and how many intervals of a server, are kept. */
const MOST = 20_000;

export class TimelineIndex {
  /** Counts up whenever anything changes. */
  version = 0;
  /** The instant at which the lanes begin. */
  from;
  /** @type {{id: string, intervals: Interval[]}[]} */
  servers;
  /** @type {Mark[]} by time */
  marks = [];
  /** The number of the last event before the lanes begin. */
  #fromSeq;

  /** @param {State} base */
  constructor(base) {
    this.from = base.at;
    this.#fromSeq = base.seq;
    this.servers = base.servers.map((s) => ({ id: s.id, intervals: [interval(s, base.at)] }));
  }

  /** @param {wire.Event} event @param {number} seq */
  add(event, seq) {
    if (event.server) this.#server(event.server, event.at);
    const mark = markOf(event);
    if (!mark) return;
    this.marks.push({ at: event.at, seq, server: '', text: '', term: 0, index: 0, ...mark });
    if (this.marks.length > MOST + MOST / 4) this.marks.splice(0, MOST / 4);
    this.version++;
  }

  /** @param {wire.ServerState} now @param {number} at */
  #server(now, at) {
    const { intervals } = this.servers[position(now.id)];
    const open = intervals[intervals.length - 1];
    if (same(open, interval(now, at))) return;
    open.to = at;
    if (open.from === at) intervals.pop();
    intervals.push(interval(now, at));
    if (intervals.length > MOST + MOST / 4) intervals.splice(0, MOST / 4);
    this.version++;
  }

  /** Puts older lanes before these, which they must reach. @param {TimelineIndex} older */
  prepend(older) {
    if (older.from >= this.from) return;
    this.marks = older.marks.filter((m) => m.seq <= this.#fromSeq).concat(this.marks);
    this.servers.forEach((lane, i) => {
      const before = older.servers[i].intervals.filter((s) => s.from < this.from).map((s) => ({ ...s }));
      const last = before[before.length - 1];
      const first = lane.intervals[0];
      if (!last || !first) return;
      if (first.from === this.from && same(last, first)) {
        first.from = last.from;
        before.pop();
      } else {
        last.to = this.from;
      }
      lane.intervals = before.concat(lane.intervals);
    });
    this.from = older.from;
    this.#fromSeq = older.#fromSeq;
    this.version++;
  }

  /**
   * An index that has a hole: parts in order of time. What is open at the end of a
   * part ends where that part does.
   * @param {{timeline: TimelineIndex, until: number}[]} parts
   */
  static spliced(parts) {
    const newest = parts[parts.length - 1].timeline;
    const inPart = parts.map(({ timeline, until }, i) => {
      const end = i + 1 < parts.length ? Math.min(until, parts[i + 1].timeline.from) : Infinity;
      return {
        marks: timeline.marks.filter((m) => m.at < end),
        intervals: timeline.servers.map((lane) =>
          end === Infinity
            ? lane.intervals
            : lane.intervals.filter((s) => s.from < end).map((s) => ({ ...s, to: Math.min(s.to ?? end, end) })),
        ),
      };
    });
    return {
      version: parts.reduce((sum, p) => sum + p.timeline.version, parts.length * 1e6),
      from: parts[0].timeline.from,
      servers: newest.servers.map((lane, i) => ({ id: lane.id, intervals: inPart.flatMap((p) => p.intervals[i]) })),
      marks: inPart.flatMap((p) => p.marks),
    };
  }
}

/** Whether a server was the same thing. @param {Interval} a @param {Interval} b */
function same(a, b) {
  return a.role === b.role && a.term === b.term && a.down === b.down && a.paused === b.paused;
}

/** @param {wire.ServerState} s @param {number} from @returns {Interval} */
function interval(s, from) {
  return { from, to: null, role: s.role, term: s.term, down: s.down ?? false, paused: s.paused ?? false };
}

/** @param {wire.Event} event @returns {(Partial<Mark> & {kind: Mark['kind']}) | null} */
function markOf(event) {
  if (event.kind === 'action') {
    const { action } = event;
    if (!action) return null;
    const about = serversOf(action);
    return { kind: action.impact, text: action.text, action, server: about.length === 1 ? about[0] : '' };
  }
  if (event.kind === 'violation') {
    const { violation } = event;
    return violation ? { kind: 'finding', server: partiesOf(violation)[0] ?? '', text: violation.property, violation } : null;
  }
  if (event.kind === 'finding') return { kind: 'finding', server: event.by ?? '' };
  switch (event.decision?.kind) {
    case 'election-started':
      return { kind: 'election', server: event.by ?? '', term: event.decision.term };
    case 'became-leader':
      return { kind: 'leader', server: event.by ?? '', term: event.decision.term };
    case 'committed':
      return { kind: 'commit', server: event.by ?? '', index: event.decision.index };
    default:
      return null;
  }
}
