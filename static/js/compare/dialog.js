// Opening a comparison: the same run with one thing changed. What was
// chosen is shown in the language's words, which is what the server is told.

/** @import { App } from '../app.js' */
/** @import { Change, RunSettings } from '../wire.js' */
/** @import { CompareCommands } from './commands.js' */
import { MAX_BATCH, MAX_MS, MAX_SERVERS, MAX_SNAPSHOT_EVERY } from '../wire/constants.js';
import { compose } from '../scenario/actions.js';
import { Dialog } from '../ui/dialog.js';
import { closest, element, setText } from '../ui/dom.js';
import { shortMilliseconds } from '../ui/format.js';
import { tellRefusal } from '../connection/refusals.js';
import { RULES } from '../scenario/rules.js';
import { Refused } from '../connection/requests.js';
import { changeText, changeWords, instant } from './describe.js';

/**
 * Something that can be changed: its key in the catalogue, what it is set with, and
 * what is changed then; nothing for a fault.
 * @typedef {{key: string, fields: HTMLElement[], change?: () => Change}} Offer
 */

/** The faults that are offered. */
const FAULTS = /** @type {const} */ (['crash', 'power-off', 'pause', 'isolate', 'time-out']);

/** @param {string} id @param {{min: number, max: number, step?: number}} bounds */
function number(id, { min, max, step = 1 }) {
  return element('input', { type: 'number', id: `compare-${id}`, min, max, step });
}

export class CompareDialog extends Dialog {
  #commands;
  #id = '';
  #list = element('ul', { class: 'changes', role: 'radiogroup' });
  #lead = element('p', { class: 'lead' });
  #composed = element('code');
  #titled = element('b', {});
  #go;
  /** @type {Offer[]} */
  #changes = [];
  /** @type {HTMLInputElement[]} */
  #choices = [];
  #servers = number('servers', { min: 1, max: MAX_SERVERS });
  #least = number('timeout-least', { min: 1, max: MAX_MS });
  #most = number('timeout-most', { min: 1, max: MAX_MS });
  #heartbeat = number('heartbeat', { min: 1, max: MAX_MS });
  #seed = element('input', { type: 'text', inputmode: 'numeric', id: 'compare-seed', maxlength: 20, autocomplete: 'off' });
  #batch = number('batch', { min: 1, max: MAX_BATCH });
  #snapshot = number('snapshot', { min: 0, max: MAX_SNAPSHOT_EVERY });
  #rule = element('select', { id: 'compare-rule', 'aria-describedby': 'compare-rule-about' });
  #about = element('p', { id: 'compare-rule-about' });
  #fault = element('select', { id: 'compare-fault' });
  #victim = element('select', { id: 'compare-victim' });

  /** @param {App} app @param {CompareCommands} commands */
  constructor(app, commands) {
    super(app, 'compare');
    this.#commands = commands;
    const { act, row } = this.buttons('compare.go', () => this.#act());
    act.id = 'compare-go';
    this.#go = act;
    this.add(this.#lead, this.#list, element('p', { class: 'composed' }, this.#titled, ' ', this.#composed), row);
    this.#list.addEventListener('input', (event) => {
      // Whoever sets a value means that change.
      const line = closest(event, 'li');
      const choice = line?.querySelector(/** @type {'input'} */ ('input[type="radio"]'));
      if (choice) choice.checked = true;
      this.#show();
    });
    app.on('lang', () => this.#id && this.about(this.#id));
  }

  /** Takes up the cluster that is to be compared. @param {string} id */
  about(id) {
    const { clusters, t, lang } = this.app;
    const cluster = clusters.get(id)?.cluster;
    this.#id = id;
    if (!cluster?.options) return;
    const { options } = cluster;
    this.#fill(options, cluster.state.servers.map((s) => s.id));
    this.#lead.textContent = t('compare.lead', { cluster: id });
    this.#changes = this.#offered(options);
    const before = this.#choices.findIndex((choice) => choice.checked);
    this.#choices = this.#changes.map((_, i) => element('input', { type: 'radio', name: 'compare', id: `compare-${i}`, value: i }));
    this.#list.lang = lang;
    this.#list.replaceChildren(...this.#changes.map(({ key, fields }, i) => element('li', { role: 'presentation', 'data-change': key, class: fields.length === 0 ? 'is-switch' : null }, element('label', { class: 'choice' }, this.#choices[i], element('span', {}, t(`compare.${key}`))), element('span', { class: 'fields' }, ...fields))));
    this.#choices[Math.max(0, Math.min(before, this.#choices.length - 1))].checked = true;
    this.#show();
  }

  /** @param {RunSettings} options @param {string[]} servers */
  #fill(options, servers) {
    const { t } = this.app;
    const { electionTimeout, heartbeat, seed, batch, snapshotEvery = 0, without = [] } = options;
    this.#servers.value = String(options.servers === 3 ? 5 : 3);
    this.#least.value = shortMilliseconds(electionTimeout.min);
    this.#most.value = shortMilliseconds(electionTimeout.max === electionTimeout.min ? 2 * electionTimeout.max : electionTimeout.min + 10_000);
    this.#heartbeat.value = shortMilliseconds(2 * heartbeat);
    this.#seed.value = String(BigInt(seed) + 1n);
    this.#batch.value = String(batch === 1 ? 16 : 1);
    this.#snapshot.value = String(snapshotEvery > 0 ? 0 : 8);
    this.#rule.replaceChildren(...RULES.map(([rule, section]) => element('option', { value: rule }, `${without.includes(rule) ? '✓ ' : ''}${rule} · ${section}`)));
    this.#rule.value = without[0] ?? 'commit-only-current-term';
    this.#fault.replaceChildren(...FAULTS.map((what) => element('option', { value: what }, t(`do.${what}`))));
    this.#victim.replaceChildren(element('option', { value: 'leader' }, t('panel.to-leader')), ...servers.map((id) => element('option', { value: id }, id)));
    for (const [field, key] of /** @type {[HTMLElement, string][]} */ ([[this.#servers, 'servers'], [this.#least, 'timeout-least'], [this.#most, 'timeout-most'], [this.#heartbeat, 'heartbeat'], [this.#seed, 'seed'], [this.#batch, 'batch'], [this.#snapshot, 'snapshot'], [this.#rule, 'rule'], [this.#fault, 'fault'], [this.#victim, 'victim']])) field.setAttribute('aria-label', t(`compare.field.${key}`));
  }

  /** What can be changed about a cluster. @param {RunSettings} options @returns {Offer[]} */
  #offered({ preVote = false, checkQuorum = false, leaderPromise = false, parallelWrites = false, tellCommits = false, jointChanges = false, noop, readIndex = false, without = [] }) {
    const unit = (/** @type {string} */ text) => element('span', { class: 'unit' }, text);
    /** @param {string} setting @param {HTMLInputElement[]} fields */
    const times = (setting, ...fields) => {
      const [min, max = min] = fields.map((field) => Math.round(1000 * Number(field.value)));
      return { setting, value: fields.map((field) => `${Number(field.value) || 0}ms`).join(' to '), span: { min, max } };
    };
    const onOff = (/** @type {boolean} */ on) => (on ? 'on' : 'off');
    /** @param {string} setting @param {boolean} on as it is now @returns {Offer} */
    const other = (setting, on) => ({ key: `${setting}-${onOff(!on)}`, fields: [], change: () => ({ setting, value: onOff(!on) }) });
    return [
      other('pre-vote', preVote),
      other('check-quorum', checkQuorum),
      other('leader-promise', leaderPromise),
      { key: 'rule', fields: [this.#rule, this.#about], change: () => ({ setting: without.includes(/** @type {any} */ (this.#rule.value)) ? 'with' : 'without', value: this.#rule.value }) },
      { key: 'servers', fields: [this.#servers], change: () => ({ setting: 'servers', value: this.#servers.value }) },
      { key: 'timeout', fields: [this.#least, unit('–'), this.#most, unit('ms')], change: () => times('election timeout', this.#least, this.#most) },
      { key: 'heartbeat', fields: [this.#heartbeat, unit('ms')], change: () => times('heartbeat', this.#heartbeat) },
      { key: readIndex ? 'reads-log' : 'reads-index', fields: [], change: () => ({ setting: 'reads', value: readIndex ? 'log' : 'index' }) },
      other('noop', noop),
      other('parallel-writes', parallelWrites),
      other('tell-commits', tellCommits),
      { key: 'batch', fields: [this.#batch], change: () => ({ setting: 'batch', value: this.#batch.value }) },
      { key: 'snapshot', fields: [this.#snapshot], change: () => ({ setting: 'snapshot every', value: this.#snapshot.value }) },
      { key: jointChanges ? 'changes-single' : 'changes-joint', fields: [], change: () => ({ setting: 'changes', value: jointChanges ? 'single' : 'joint' }) },
      { key: 'seed', fields: [this.#seed], change: () => ({ setting: 'seed', value: this.#seed.value.trim() }) },
      { key: 'fault', fields: [this.#fault, this.#victim] },
    ];
  }

  get #chosen() {
    return this.#changes[this.#choices.findIndex((choice) => choice.checked)];
  }

  /** The fault that was chosen, as a statement has it. */
  get #action() {
    return compose(/** @type {typeof FAULTS[number]} */ (this.#fault.value), { server: this.#victim.value });
  }

  #show() {
    const { t, playhead } = this.app;
    this.problem('');
    const rule = this.#rule.value;
    setText(this.#about, `${t(`rule.${rule}`)} ${t(`rule.${rule}.without`)}`);
    const change = this.#chosen.change?.();
    if (!change) {
      const at = instant(playhead.time);
      setText(this.#titled, t('clusters.forked', { from: this.#id, at }));
      setText(this.#composed, this.#action);
      return;
    }
    setText(this.#titled, changeWords(t, [change]));
    setText(this.#composed, `with: ${changeText(change)}`);
  }

  async #act() {
    const { t, commands } = this.app;
    if (!commands) {
      this.problem(t('why.watching'));
      return;
    }
    const change = this.#chosen.change?.();
    if (!change) {
      this.close();
      await this.#commands.fork(this.#id, this.#action);
      return;
    }
    this.#go.setAttribute('aria-busy', 'true');
    const answer = await this.#commands.compare(this.#id, changeText(change));
    this.#go.removeAttribute('aria-busy');
    if (answer instanceof Refused) this.problem(await tellRefusal(this.app, answer));
    else this.close();
  }
}
