// Holds what the inspector says of every lesson against what the engine knows.
// lessons_test.go plays them, and calls this with what it has found out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { History } from '../js/run/history.js';
import { Words } from '../js/ui/i18n.js';
import { sentenceText } from '../js/narration/narrator.js';
import { Search } from '../js/inspector/search.js';
import * as entry from '../js/inspector/why-entry.js';
import * as message from '../js/inspector/why-message.js';
import * as client from '../js/inspector/why-request.js';
import * as server from '../js/inspector/why-server.js';
import { cluster } from './run.mjs';

const SUBJECTS = { entry, message, client, server };
const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const languages = ['en', 'zh'].map((lang) => {
  const words = new Words();
  words.use(lang, { ...read(`../i18n/shell.${lang}.json`), ...read(`../i18n/inspector.${lang}.json`) });
  return words;
});

const LEADS = ['why.transfers', 'why.leads', 'why.entry-waits', 'why.entry-safe', 'why.entry-unheard', 'why.reads'];
const wrong = new Map();
let looked = 0;

/** Notes what is wrong, once for each kind of thing and run. */
function hold(where, about, fine, what) {
  looked++;
  if (!fine && !wrong.has(`${where.lesson} ${where.run} ${about}`)) wrong.set(`${where.lesson} ${where.run} ${about}`, `${where.lesson}${where.run && ` (${where.run})`}, ${where.step || 'between steps'}, at ${where.at / 1000} ms: ${about}: ${what()}`);
}

function wordsOf({ t }, report) {
  const texts = [report.title, ...report.fields.flatMap((f) => [f.name, f.value]), ...report.cards.flatMap((c) => [c.title, ...c.lines])];
  return texts.filter((text) => text && typeof text !== 'string').map((text) => sentenceText(t, text)).join(' ');
}

function look({ lesson, run, servers, without, copies, events, known }) {
  const history = new History(cluster({ servers }));
  history.append({ id: 'A', edge: Math.max(known.at(-1).at, events.at(-1)?.at ?? 0), first: 1, events });
  for (const now of known) {
    const { at, step } = now;
    const where = { lesson, run, step, at };
    const state = history.stateAt(at);
    const explain = (kind, id) => {
      const found = new Search(history, SUBJECTS[kind].wants(id, state.servers)).at(at);
      const report = SUBJECTS[kind].explain(id, { state, time: at, history, found, without, copiesNeeded: copies });
      for (const each of languages) {
        const text = wordsOf(each, report);
        hold(where, `${kind} ${id} in ${each.lang}`, !/[{}]|undefined|null|NaN|\[object|(why|decision|stage)\.[a-z]/.test(text), () => text);
      }
      return report;
    };
    const said = (report) => wordsOf(languages[0], report);
    for (const e of now.entries ?? []) {
      const report = explain('entry', `${e.server} ${e.index} ${e.term}`);
      const [{ title, lines, rule, tone }] = report.cards;
      const about = `entry ${e.index} of term ${e.term} on ${e.server}`;
      const knows = e.knows ?? [];
      const is = e.by ? (knows.length > 0 ? ['why.entry.committed'] : ['why.entry.committed-by']) : knows.length > 0 ? ['why.entry.committed'] : ['why.entry.safe', 'why.entry.waiting'];
      hold(where, about, is.includes(title.key), () => `known: ${JSON.stringify(e)}; said: ${said(report)}`);
      const list = lines.find((l) => l.key === 'why.entry.known-by')?.values?.list?.list ?? [];
      hold(where, `${about}, who knows`, JSON.stringify(list) === JSON.stringify(knows), () => `known: ${knows}; said: ${said(report)}`);
      const by = lines.find((l) => /^why\.entry\.(by-counting|with-later)(\.joint)?$/.test(l.key))?.values?.by;
      hold(where, `${about}, by whom`, !e.by || by === e.by, () => `known: ${e.by}; said: ${said(report)}`);
      hold(where, `${about}, safe`, title.key !== 'why.entry.safe' || !e.loses, () => `another is committed there later, and it is called safe: ${said(report)}`);
      hold(where, `${about}, rule`, tone !== 'wait' || !without.includes(rule), () => `held back by ${rule}, which is off: ${said(report)}`);
    }
    for (const s of state.servers) {
      const report = explain('server', s.id);
      const [{ title }] = report.cards;
      const leads = s.role === 'leader' && !s.down && !s.paused;
      hold(where, `whether ${s.id} leads`, LEADS.includes(title.key) === leads, () => said(report));
      const first = (now.entries ?? []).find((e) => e.server === s.id && e.index === title.values?.index);
      if (title.key === 'why.entry-waits' || title.key === 'why.entry-safe') hold(where, `what ${s.id} waits for`, !first?.by, () => `${JSON.stringify(first)}; said: ${said(report)}`);
    }
    for (const [id, end] of Object.entries(now.messages)) {
      const report = explain('message', id);
      const key = { flies: 'why.message.flying', arrived: 'why.message.arrived', lost: 'why.message.lost' }[end];
      hold(where, `message ${id}`, report.cards[0].title.key === key, () => `known: ${end}; said: ${said(report)}`);
    }
    for (const c of state.clients) {
      if (c.phase === 'idle') continue;
      const report = explain('client', c.id);
      const text = said(report);
      const flies = state.flights.some((m) => m.from === c.id || m.to === c.id);
      hold(where, `${c.id}: on its way`, flies || !/It is on its way|answer is on its way/.test(text), () => text);
      const { title, links = [] } = report.cards[0];
      const [, index, term] = (links[0]?.select.id ?? '').split(' ').map(Number);
      const its = (now.entries ?? []).find((e) => e.index === index && e.term === term);
      hold(where, `${c.id}: waits for an entry`, title.key !== 'why.request.entry' || !its?.by, () => `${JSON.stringify(its)}; said: ${text}`);
      const own = its && state.servers.find((s) => s.id === its.server)?.log.entry(index);
      hold(where, `${c.id}: for its own entry`, !own || (own.client === c.id && own.request === c.request), () => `${JSON.stringify(own)}; said: ${text}`);
    }
  }
}

const [path] = process.argv.slice(2);
if (path) {
  const runs = readFileSync(path, 'utf8').trim().split('\n');
  for (const line of runs) look(JSON.parse(line));
  assert.equal(wrong.size, 0, `${wrong.size} are wrong:\n${[...wrong.values()].slice(0, 40).join('\n')}`);
  assert.ok(looked > 10_000, `only ${looked} looked at`);
  console.log(`${runs.length} runs, ${looked} looked at`);
}
