// A made-up run for the tests of the page's modules: events that are shaped like
// real ones, with no more meaning than a test needs.

/** A cluster as a snapshot brings it, before anything has happened. */
export function cluster({ servers = 3, at = 0, seq = 0, edge = at } = {}) {
  return {
    id: 'A',
    edge,
    options: null,
    state: {
      at,
      seq,
      hash: '0000000000000000',
      servers: Array.from({ length: servers }, (_, i) => ({ id: `S${i + 1}`, role: 'follower', term: 0 })),
      network: { latency: { min: 8000, max: 12000 } },
    },
  };
}

/**
 * Events, one each ms from 1 ms on: S1's log grows by one entry, a message goes
 * from S1 to S2 and arrives, S2's timer is set, S1 commits.
 */
export function events(count) {
  const list = [];
  for (let i = 0; i < count; i++) {
    const at = (i + 1) * 1000;
    const round = Math.floor(i / 5) + 1;
    list.push(
      [
        { at, kind: 'log', log: { server: 'S1', from: round, entries: [{ term: 1, cmd: `x=${round}` }] } },
        { at, kind: 'send', message: { id: round, from: 'S1', to: 'S2', kind: 'AppendEntries', term: 1, sent: at, arrives: at + 1000, appendEntries: { prevLogIndex: 0, prevLogTerm: 0, entries: 1, leaderCommit: 0 } } },
        { at, kind: 'deliver', message: { id: round, from: 'S1', to: 'S2' } },
        { at, kind: 'server', server: { id: 'S2', role: 'follower', term: 1, timerSet: at, deadline: at + 200_000 } },
        { at, kind: 'server', server: { id: 'S1', role: 'leader', term: 1, commitIndex: round, lastIndex: round } },
      ][i % 5],
    );
  }
  return list;
}

/** A state as plain values, to compare whole. */
export function plain(state) {
  const { seq, at, servers, clients, flights, links, network } = state;
  return JSON.parse(
    JSON.stringify({
      seq,
      at,
      servers: servers.map((s) => ({ ...s, first: s.first ?? s.log?.first ?? 1, log: s.log ?? [], machine: s.machine ?? [], next: s.next ?? [], match: s.match ?? [] })),
      clients: clients ?? [],
      flights: flights ?? [],
      links: links ?? [],
      network,
    }),
  );
}
