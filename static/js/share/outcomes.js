// What became of what a text expects, of all its runs, line by line.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
/** @import { Sign } from './gutter.js' */
import { element } from '../ui/dom.js';
import { refusalText } from '../connection/refusals.js';

/** @typedef {wire.Outcome & {cluster: string}} Judged */

/** All that has been judged, in the order of the lines. @param {App} app @returns {Judged[]} */
export function judged({ clusters }) {
  const all = [...clusters].flatMap(({ cluster }) => (cluster.outcomes ?? []).map((outcome) => ({ ...outcome, cluster: cluster.id })));
  return all.sort((a, b) => a.line - b.line || a.at - b.at);
}

/** @param {Judged} outcome @returns {Sign['look']} */
const lookOf = ({ held, noted, open }) => (noted ? 'noted' : held ? 'held' : open ? 'open' : 'broken');

/** What was so instead, if it did not hold. @param {App} app @param {Judged} outcome */
function why({ t }, { held, open, code, values, instead, late }) {
  if (held) return '';
  if (open) return t('run-text.undecided');
  if (code) return refusalText(t, { code, values: { ...values, line: '' } });
  if (late) return t('run-text.late');
  return instead ? t('run-text.instead', { instead }) : '';
}

/** @param {App} app @param {readonly Judged[]} outcomes @returns {Sign[]} */
export function signsOf(app, outcomes) {
  return outcomes.map((outcome) => ({ line: outcome.line, look: lookOf(outcome), title: [outcome.claim, why(app, outcome)].filter(Boolean).join('\n') }));
}

/** A list of them; a click goes to where each was judged. @param {App} app @param {readonly Judged[]} outcomes @param {(line: number) => void} shown */
export function listOf(app, outcomes, shown) {
  return outcomes.map((outcome) => {
    const { line, claim, cluster, at } = outcome;
    const instead = why(app, outcome);
    const button = element('button', { type: 'button', class: `outcome is-${lookOf(outcome)}`, 'data-line': line }, element('span', {}, app.t('run-text.outcome', { line, claim })));
    if (instead) button.append(element('small', {}, instead));
    button.addEventListener('click', () => {
      app.activate(cluster);
      app.seek(at);
      shown(line);
    });
    return element('li', {}, button);
  });
}
