// Questions about a state that are asked in several rooms.

/** @import { Acted } from '../wire.js' */
/** @import { State, Server } from './reducer.js' */
import { has } from './reducer.js';

/** @param {State} state @param {string} id @returns {Server | undefined} */
export function serverOf(state, id) {
  return state.servers.find((s) => s.id === id);
}

/** Whether a server takes itself for the leader, and can be told something. @param {Server} s */
export const leads = (s) => s.role === 'leader' && !s.down && !s.paused;

/** The running leader of the highest term. @param {Pick<State, 'servers'>} state @returns {Server | undefined} */
export function leaderOf({ servers }) {
  /** @type {Server | undefined} */
  let leader;
  for (const s of servers) {
    if (s.role === 'leader' && !s.down && s.term > (leader?.term ?? -1)) leader = s;
  }
  return leader;
}

/** Whether the way from one server to another is cut. @param {State} state @param {string} from @param {string} to */
export function isCut(state, from, to) {
  return state.links.some((l) => l.cut && l.from === from && l.to === to);
}

/** The servers that an action is about. @param {Acted} action @returns {string[]} */
export function serversOf({ server, from, to = 0, groups = [] }) {
  return [server, from, ...members(to), ...groups.flatMap(members)].filter((id) => id !== undefined);
}

/** The servers of a set. @param {number} set @returns {string[]} */
export function members(set) {
  return Array.from({ length: 9 }, (_, i) => `S${i + 1}`).filter((id) => has(set, id));
}

/** Whether a server's snapshot stands for the entry at an index, which is gone from its log. @param {Server} server @param {number} index */
export function inSnapshot({ baseIndex = 0 }, index) {
  return index >= 1 && index <= baseIndex;
}
