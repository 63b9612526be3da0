// What a run has cost so far: time without a leader, elections, terms.

/** @import { Interval, Mark } from '../run/timeline-index.js' */

/**
 * @param {{from: number, servers: readonly {intervals: readonly Interval[]}[], marks: readonly Mark[]}} timeline
 * @param {number} time in µs
 */
export function figures({ from, servers, marks }, time) {
  /** @type {[number, number][]} when somebody led */
  const led = [];
  let terms = 0;
  for (const { intervals } of servers) {
    for (const s of intervals) {
      if (s.from > time) break;
      terms = Math.max(terms, s.term);
      if (s.role === 'leader' && !s.down) led.push([s.from, Math.min(s.to ?? time, time)]);
    }
  }
  led.sort((a, b) => a[0] - b[0]);
  let without = 0;
  let until = from;
  for (const [begin, end] of led) {
    without += Math.max(0, begin - until);
    until = Math.max(until, end);
  }
  without += Math.max(0, time - until);
  let elections = 0;
  for (const mark of marks) if (mark.kind === 'election' && mark.at <= time) elections++;
  return { without, elections, terms };
}
