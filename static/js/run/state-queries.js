// Questions about a state that are asked in several rooms.

/** @import { State, Server } from './reducer.js' */

/** @param {State} state @param {string} id @returns {Server | undefined} */
export function serverOf(state, id) {
  return state.servers.find((s) => s.id === id);
}

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
