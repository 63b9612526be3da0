// Questions about a state that are asked in several rooms.

/** @import { Acted, Configuration } from '../wire.js' */
/** @import { State, Server } from './reducer.js' */
import { has } from './reducer.js';

/** @param {State} state @param {string} id @returns {Server | undefined} */
export function serverOf(state, id) {
  return state.servers.find((s) => s.id === id);
}

/** Whether a server takes itself for the leader, and can be told something. @param {Server} s */
export const leads = (s) => s.role === 'leader' && !s.down && !s.paused;

/** Who belongs to the cluster, as a server goes by it; it says so where that is not everybody. @param {State} state @param {Server} server @returns {Configuration} */
export function configurationOf({ servers }, { configuration }) {
  return configuration ?? { voters: 2 ** (servers.length + 1) - 2 };
}

/** A configuration as the language has it. @param {Configuration} configuration */
export function configurationText({ voters = 0, next, learners }) {
  const [now, then, learn] = [voters, next ?? 0, learners ?? 0].map((set) => members(set).join(' '));
  return `${now}${then && ` -> ${then}`}${learn && ` + ${learn}`}`;
}

/** The server whose configuration counts for those outside: the leader, and while nobody leads, who has the newest. @param {State} state @returns {Server} */
export function countingServer(state) {
  const told = state.servers.filter(leads).reduce((/** @type {Server | null} */ first, s) => (first && first.term >= s.term ? first : s), null);
  return told ?? state.servers.reduce((newest, s) => ((s.configurationIndex ?? 0) > (newest.configurationIndex ?? 0) ? s : newest));
}

/** Whether a server has a vote. @param {Configuration} configuration @param {string} id */
export function votes({ voters = 0, next = 0 }, id) {
  return has(voters | next, id);
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
