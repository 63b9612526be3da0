// What differs between clusters, in words: since when their runs do, and in what they
// do at the instant that is shown.

/** @import * as wire from '../wire.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Translate } from '../ui/i18n.js' */
import { leaderOf } from '../run/state-queries.js';
import { instant, changeWords } from './describe.js';

/** A cluster and its state at the instant that is shown. @typedef {{id: string, state: State, broke?: boolean}} Side broke: whether a property has broken in it by then */
/** @typedef {Pick<wire.Cluster, 'id' | 'origin' | 'differs'>} Compared */

/** Names as a sentence lists them: "A, B and C". @param {Translate} t @param {readonly string[]} names */
export function listed(t, names) {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : t('contrast.listed', { most: names.slice(0, -1).join(t('contrast.comma')), last });
}

/**
 * Which sides have something in common, in the order in which it comes first.
 * @param {readonly Side[]} sides
 * @param {(side: Side) => string} of
 * @returns {[string, string[]][]} what it is, and who has it
 */
function grouped(sides, of) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const side of sides) groups.set(of(side), [...(groups.get(of(side)) ?? []), side.id]);
  return [...groups];
}

/** The servers that something holds for. @param {State} state @param {(server: State['servers'][number]) => unknown} holds */
const those = ({ servers }, holds) => servers.filter(holds).map(({ id }) => id).join();

/** In what clusters differ at the instant that is shown, the weightiest first; nothing where all is alike. @param {Translate} t @param {readonly Side[]} sides @returns {string[]} */
export function contrasts(t, sides) {
  /** What differs, told group by group. @param {(side: Side) => string} of @param {(what: string, clusters: string) => string} say "" for what need not be told */
  const told = (of, say) => {
    const groups = grouped(sides, of);
    if (groups.length < 2) return [];
    return [groups.map(([what, ids]) => say(what, listed(t, ids))).filter(Boolean).join(t('contrast.between'))];
  };
  const clients = [...new Set(sides.flatMap(({ state }) => state.clients.map(({ id }) => id)))];
  return [
    ...told(({ broke }) => (broke ? 'broke' : ''), (what, clusters) => what && t('contrast.broke', { clusters })),
    ...told(leadOf, (what, clusters) => {
      const [server, term] = what.split(' ');
      return what ? t('contrast.leads', { server, term, clusters }) : t('contrast.nobody', { clusters });
    }),
    ...told(committedOf, (count, clusters) => t('contrast.committed-in', { count, clusters })).map((words) => t('contrast.committed', { words })),
    ...clients.flatMap((client) => told((side) => requestOf(side, client), (what, clusters) => {
      const [phase, cmd] = what.split('\t');
      return what && t(`contrast.${phase}`, { client, cmd, clusters });
    })),
    ...told(({ state }) => those(state, (s) => s.down), (what, clusters) => what && t('contrast.down', { servers: listed(t, what.split(',')), count: what.split(',').length, clusters })),
    ...told(({ state }) => those(state, (s) => s.paused && !s.down), (what, clusters) => what && t('contrast.paused', { servers: listed(t, what.split(',')), count: what.split(',').length, clusters })),
    ...told(({ state }) => String(cutLinks(state)), (count, clusters) => (count === '0' ? '' : t('contrast.cut', { count, clusters }))),
  ].filter(Boolean);
}

/** Who leads, and in which term. @param {Side} side */
function leadOf({ state }) {
  const leader = leaderOf(state);
  return leader ? `${leader.id} ${leader.term}` : '';
}

/** How many entries the running servers know to be committed. @param {Side} side */
const committedOf = ({ state }) => String(Math.max(0, ...state.servers.map((s) => (s.down ? 0 : (s.commitIndex ?? 0)))));

/** How far a client's newest request is: it waits, or its fate is known. @param {Side} side @param {string} id */
function requestOf({ state }, id) {
  const { phase = 'idle', cmd = '' } = state.clients.find((c) => c.id === id) ?? {};
  return phase === 'idle' ? '' : `${phase === 'answered' || phase === 'gave-up' ? phase : 'waits'}\t${cmd}`;
}

/** @param {State} state */
const cutLinks = ({ links }) => new Set(links.filter((link) => link.cut).map(({ from, to }) => [from, to].sort().join())).size;

/**
 * Since when the runs differ.
 * @param {Translate} t
 * @param {readonly Compared[]} clusters
 * @param {number} time the instant that is shown
 */
export function partings(t, clusters, time) {
  const pairs = clusters.flatMap(({ id, origin, differs }) => {
    const other = differs?.cluster ?? origin?.cluster;
    return other && clusters.some((c) => c.id === other) ? [{ id, other, at: differs?.at }] : [];
  });
  if (clusters.length === 2 && pairs.length === 1) {
    const [{ at }] = pairs;
    return t(`parting.${at === undefined ? 'same' : at === 0 ? 'start' : time < at ? 'until' : 'since'}`, { at: instant(at ?? 0) });
  }
  return [...new Set(pairs.map(({ other }) => other))].map((other) => {
    const theirs = pairs.filter((pair) => pair.other === other);
    const at = [...new Set(theirs.flatMap((pair) => pair.at ?? []))].sort((a, b) => a - b);
    const items = at.map((when) => {
      const here = listed(t, theirs.filter((pair) => pair.at === when).map(({ id }) => id));
      return when > 0 ? t('parting.one', { here, at: instant(when) }) : t('parting.one-start', { here });
    });
    const same = theirs.filter((pair) => pair.at === undefined).map(({ id }) => id);
    if (same.length > 0) items.push(t('parting.one-same', { here: listed(t, same) }));
    return t('parting.all', { other, list: items.join(t('contrast.between')) });
  }).join(t('parting.and'));
}

/** What was changed between two clusters, if that is what they differ in. @param {Translate} t @param {readonly Compared[]} clusters */
export function changed(t, clusters) {
  const found = clusters.length === 2 && clusters.find(({ origin }) => origin?.changes);
  if (!found || !found.origin?.changes) return '';
  return t('parting.what', { here: found.id, other: found.origin.cluster, what: changeWords(t, found.origin.changes) });
}
