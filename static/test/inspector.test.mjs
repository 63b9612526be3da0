import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { History } from '../js/run/history.js';
import { sentenceText } from '../js/narration/narrator.js';
import { breachesOf, tiersOf } from '../js/inspector/breaches.js';
import { figures } from '../js/inspector/figures.js';
import { identifierOf, sectionOf } from '../js/inspector/naming.js';
import { LINE_OF } from '../js/inspector/decision-lines.js';
import { PROCEDURES, lineOf } from '../js/inspector/procedures.js';
import { Search, decides } from '../js/inspector/search.js';
import { narrateViolation } from '../js/narration/violation.js';
import { after, decided, english, explain, languages, words } from './explained.mjs';

const golden = JSON.parse(readFileSync(new URL('../../web/testdata/golden-frames.json', import.meta.url), 'utf8'));
/** The session that the server's test recorded, whole. */
function recorded() {
  const history = new History(golden.snapshot.clusters[0]);
  for (const frame of golden.frames) for (const tick of frame.clusters ?? []) if (tick.id === 'A') history.append(tick);
  return history;
}

test('whatever is selected, at whatever instant, all that is said has words in both languages', () => {
  const history = recorded();
  let count = 0;
  for (let time = 0; time <= history.edge; time += 37_300) {
    const state = history.stateAt(time);
    const ids = [
      ...state.servers.map((s) => ['server', s.id]),
      ...state.servers.flatMap((s) => [...s.log].map((e, i) => ['entry', `${s.id} ${i + 1} ${e.term}`])),
      ...state.servers.filter((s) => s.role === 'candidate').flatMap((s) => state.servers.map((v) => ['vote', `${s.id} ${v.id} ${s.term}`])),
      ...state.flights.map((m) => ['message', String(m.id)]),
      ...state.clients.map((c) => ['client', c.id]),
    ];
    for (const [kind, id] of ids) {
      const report = explain(history, kind, id, time);
      for (const { t, lang } of languages) {
        for (const text of words(t, report)) {
          count++;
          assert.doesNotMatch(text, /[{}]|undefined|null|NaN|\[object|^why\.|(decision|why|stage)\.[a-z]/, `${lang}, ${kind} ${id} at ${time}: ${text}`);
        }
      }
    }
  }
  assert.ok(count > 2_000, `only ${count} texts`);
});

test('going back in time says what was known then, the same as when it was new', () => {
  const history = recorded();
  const wants = { committed: (e) => decides(e, '', ['committed']), stepped: (e) => decides(e, 'S1', ['stepped-down']) };
  const forwards = new Search(history, wants);
  const times = [200_000, 400_000, 900_000, 1_500_000, 700_000, 2_000_000];
  const seqs = (found) => Object.keys(wants).map((name) => found.get(name)?.seq);
  for (const time of times) assert.deepEqual(seqs(forwards.at(time)), seqs(new Search(history, wants).at(time)), `at ${time}`);
});

test('a search looks at each event once while time goes on', () => {
  let read = 0;
  const history = after(decided(1, 'S1', { kind: 'committed', index: 1 }), decided(2, 'S1', { kind: 'committed', index: 2 }), decided(3, 'S1', { kind: 'committed', index: 3 }));
  const search = new Search(history, { never: () => (read++, false) });
  search.at(1);
  search.at(2);
  search.at(3);
  assert.equal(read, 3);
});

test('every decision has a line of the procedures, and every line a decision but where it is said', () => {
  for (const [kind, id] of Object.entries(LINE_OF)) assert.ok(lineOf(kind), `${kind} is decided by ${id}, which is no line`);
  const decided = new Set(Object.values(LINE_OF));
  for (const { id, always } of PROCEDURES.flatMap((p) => p.lines)) assert.equal(decided.has(id), !always, id);
});

test('every line, and the condition of every decision, has words', () => {
  const keys = [...PROCEDURES.flatMap(({ name, lines }) => [name, ...lines.map(({ id }) => id)].map((id) => `code.${id}`)), ...Object.keys(LINE_OF).map((kind) => `decision.${kind}.condition`)];
  for (const key of keys) for (const { t, lang } of languages) assert.notEqual(t(key), key, `${key} in ${lang}`);
});

test('rules are named by their identifiers, with the section', () => {
  assert.deepEqual([identifierOf('commit-only-current-term'), sectionOf('commit-only-current-term')], ['CommitOnlyCurrentTerm', '§5.4.2']);
  for (const line of PROCEDURES.flatMap((p) => p.lines)) if (line.rule) assert.notEqual(sectionOf(line.rule), '', line.rule);
});

test('a breach that was told and heard counts once, and the tiers are set apart by their time', () => {
  const breach = (at, property, tier, bodies) => ({ at, violation: { property, tier, section: '§5.2', ...bodies } });
  const vote = breach(1_000, 'one-vote', 'rule', { oneVote: { voter: 'S1', term: 3, votedFor: 'S2' } });
  const leaders = breach(5_000, 'election-safety', 'consequence', { electionSafety: { term: 3, first: 'S2', second: 'S1' } });
  const all = breachesOf([vote], [{ ...vote, kind: 'finding' }, { ...leaders, kind: 'finding' }, { at: 7, kind: 'commit' }]);
  assert.equal(all.length, 2);
  assert.equal(tiersOf(all).gap, 4_000);
  assert.equal(tiersOf([leaders]).gap, null);
});

test('what follows a wiped disk says so', () => {
  const violation = { property: 'election-safety', tier: 'consequence', section: '§5.2', electionSafety: { term: 3, first: 'S1', second: 'S2' } };
  assert.equal(sentenceText(english.t, narrateViolation(violation)), 'Two leaders in term 3: S2 leads, and S1 has led in it, too.');
  assert.match(sentenceText(english.t, narrateViolation({ ...violation, wiped: 'S3' })), /^Two leaders.*S3's disk had been wiped/);
});

test('time without a leader is counted once, however many lead', () => {
  const interval = (from, to, role, term) => ({ from, to, role, term, down: false, paused: false });
  const timeline = {
    from: 0,
    servers: [
      { intervals: [interval(0, 10, 'candidate', 1), interval(10, 50, 'leader', 1), interval(50, null, 'follower', 2)] },
      { intervals: [interval(0, 40, 'follower', 1), interval(40, null, 'leader', 2)] },
    ],
    marks: [{ at: 5, kind: 'election' }, { at: 35, kind: 'election' }, { at: 90, kind: 'election' }],
  };
  assert.deepEqual(figures(timeline, 60), { without: 10, elections: 2, terms: 2 });
  assert.deepEqual(figures(timeline, 8), { without: 8, elections: 1, terms: 1 });
});
