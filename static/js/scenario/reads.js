// The three ways in which a run can do reads (dissertation, §6.4). The language writes
// them as a setting and a rule: a leader that asks no majority serves a local read.

/** @import { RunSettings, Rule } from '../wire.js' */

/** @typedef {'log' | 'index' | 'local'} WayOfReading */

/** What a run is changed by to read in each way, as the language writes it. @type {Record<string, string>} */
export const READING = { log: 'reads log, with quorum-reads', index: 'reads index, with quorum-reads', local: 'reads index, without quorum-reads' };

/** @param {Pick<RunSettings, 'without' | 'readIndex'>} settings @returns {WayOfReading} */
export function wayOfReading({ without = [], readIndex = false }) {
  if (without.includes('quorum-reads')) return 'local';
  return readIndex ? 'index' : 'log';
}

/** What a new run that reads in this way begins with. @param {string} way @returns {{readIndex: boolean, without: Rule[]}} */
export function settingsOfReading(way) {
  return { readIndex: way !== 'log', without: way === 'local' ? ['quorum-reads'] : [] };
}
