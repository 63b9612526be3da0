// A new run from its settings.

/** @import { App } from '../app.js' */
import { MAX_BATCH, MAX_MS, MAX_SEED, MAX_SERVERS, MAX_SNAPSHOT_EVERY } from '../wire/constants.js';
import { element } from '../ui/dom.js';
import { shortMilliseconds } from '../ui/format.js';
import { READING, settingsOfReading, wayOfReading } from '../scenario/reads.js';
import { tellRefusal } from '../connection/refusals.js';
import { Refused } from '../connection/requests.js';
import { toast } from '../ui/toasts.js';
import { Dialog, button, say } from '../ui/dialog.js';

export class NewRunDialog extends Dialog {
  /** @type {Map<string, HTMLInputElement>} */
  #fields = new Map();
  #reads = element('select', { id: 'new-run-reads' });
  #form = element('form', { class: 'form', novalidate: true });
  #advice = element('p', { class: 'advice', hidden: true });

  /** @param {App} app */
  constructor(app) {
    super(app, 'new-run');
    const ms = (/** @type {string} */ name, /** @type {number} */ min) => this.#input(name, { type: 'number', min, max: MAX_MS, step: 'any' });
    const dice = button(app, 'new-run.dice', () => {
      this.#field('seed').value = String(1 + Math.floor(Math.random() * 9999));
    });
    this.#row('servers', this.#input('servers', { type: 'number', min: 1, max: MAX_SERVERS }));
    this.#row('voters', this.#input('voters', { type: 'number', min: 1, max: MAX_SERVERS }), say(app, 'span', 'new-run.voters-empty'));
    this.#row('seed', this.#input('seed', { type: 'text', inputmode: 'numeric', maxlength: 20, autocomplete: 'off' }), dice);
    for (const [name, least] of /** @type {[string, number][]} */ ([['latency', 0], ['timeout', 1]])) {
      const [min, max] = [ms(`${name}-min`, least), ms(`${name}-max`, least)];
      max.setAttribute('aria-label', app.t('new-run.most'));
      max.setAttribute('data-t-label', 'new-run.most');
      this.#row(name, min, say(app, 'span', 'new-run.range-to'), max, 'ms');
    }
    this.#row('heartbeat', ms('heartbeat', 1), 'ms');
    this.#row('apply', ms('apply', 0), 'ms');
    this.#row('batch', this.#input('batch', { type: 'number', min: 1, max: MAX_BATCH }), say(app, 'span', 'new-run.entries'));
    this.#row('snapshot', this.#input('snapshot', { type: 'number', min: 0, max: MAX_SNAPSHOT_EVERY }), say(app, 'span', 'new-run.snapshot-never'));
    this.#toggle('noop', 'new-run.noop');
    this.#toggle('pre-vote', 'switch.pre-vote');
    this.#toggle('parallel-writes', 'new-run.parallel-writes');
    this.#toggle('tell-commits', 'new-run.tell-commits');
    this.#toggle('check-quorum', 'new-run.check-quorum');
    this.#toggle('leader-promise', 'new-run.leader-promise');
    this.#toggle('joint', 'new-run.joint');
    this.#reads.append(...Object.keys(READING).map((how) => say(app, 'option', `switch.reads.${how}`, { value: how })));
    this.#form.append(say(app, 'label', 'switch.reads', { for: this.#reads.id }), element('span', {}, this.#reads));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#go();
    });
    this.#form.addEventListener('input', () => this.#advise());
    this.add(say(app, 'p', 'new-run.lead', { class: 'lead' }), this.#form, this.#advice, this.buttons('new-run.go', () => this.#go()).row);
  }

  /** @param {string} name @param {Record<string, string | number>} attributes */
  #input(name, attributes) {
    const input = element('input', { id: `new-run-${name}`, ...attributes });
    this.#fields.set(name, input);
    return input;
  }

  /** A labelled row; the label is that of the first input. @param {string} name @param {HTMLInputElement} input @param {...(Node | string)} more */
  #row(name, input, ...more) {
    this.#form.append(say(this.app, 'label', `new-run.${name}`, { for: input.id }), element('span', {}, input, ...more));
  }

  /** A row with a switch and what it does. @param {string} name @param {string} key of the label */
  #toggle(name, key) {
    const about = `new-run-${name}-about`;
    const input = this.#input(name, { type: 'checkbox', 'aria-describedby': about });
    this.#form.append(say(this.app, 'label', key, { for: input.id }), element('span', { class: 'choice' }, input, say(this.app, 'small', `new-run.${name}-about`, { id: about })));
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    const field = this.#fields.get(name);
    if (!field) throw new Error(`no field ${name}`);
    return field;
  }

  open() {
    const { options, state } = this.app.cluster;
    if (options && !this.isOpen) {
      const ms = shortMilliseconds;
      const { latency } = state.network;
      /** @type {Record<string, string>} */
      const values = {
        servers: String(options.servers),
        voters: String(options.voters ?? ''),
        seed: String(options.seed),
        'latency-min': ms(latency.min),
        'latency-max': ms(latency.max),
        'timeout-min': ms(options.electionTimeout.min),
        'timeout-max': ms(options.electionTimeout.max),
        heartbeat: ms(options.heartbeat),
        apply: ms(options.apply ?? 0),
        batch: String(options.batch),
        snapshot: String(options.snapshotEvery ?? 0),
      };
      for (const [name, value] of Object.entries(values)) this.#field(name).value = value;
      const { noop, preVote = false, parallelWrites = false, tellCommits = false, checkQuorum = false, leaderPromise = false, jointChanges = false } = options;
      this.#field('noop').checked = noop;
      this.#field('pre-vote').checked = preVote;
      this.#field('parallel-writes').checked = parallelWrites;
      this.#field('tell-commits').checked = tellCommits;
      this.#field('check-quorum').checked = checkQuorum;
      this.#field('leader-promise').checked = leaderPromise;
      this.#field('joint').checked = jointChanges;
      this.#reads.value = wayOfReading(options);
    }
    super.open();
    this.#advise();
  }

  /** What is in the fields, or the key of what is wrong with it, and where. */
  #read() {
    const text = (/** @type {string} */ name) => this.#field(name).value.trim();
    const within = (/** @type {string} */ name, /** @type {number} */ least, /** @type {number} */ most) => {
      const value = Number(text(name));
      return text(name) !== '' && value >= least && value <= most;
    };
    const us = (/** @type {string} */ name) => Math.round(1000 * Number(text(name)));
    const range = (/** @type {string} */ name) => ({ min: us(`${name}-min`), max: us(`${name}-max`) });
    const whole = (/** @type {string} */ name) => Number.isInteger(Number(text(name)));
    const ordered = (/** @type {string} */ name, /** @type {number} */ least) =>
      within(`${name}-min`, least, MAX_MS) && within(`${name}-max`, least, MAX_MS) && Number(text(`${name}-min`)) <= Number(text(`${name}-max`));
    /** @type {[boolean, string, string][]} */
    const rules = [
      [within('servers', 1, MAX_SERVERS) && whole('servers'), 'new-run.bad-servers', 'servers'],
      [text('voters') === '' || (within('voters', 1, Math.min(MAX_SERVERS, Number(text('servers')))) && whole('voters')), 'new-run.bad-voters', 'voters'],
      [/^\d{1,20}$/.test(text('seed')) && BigInt(text('seed')) <= MAX_SEED, 'new-run.bad-seed', 'seed'],
      [ordered('latency', 0), 'new-run.bad-latency', 'latency-min'],
      [ordered('timeout', 1), 'new-run.bad-timeout', 'timeout-min'],
      [within('heartbeat', 1, MAX_MS), 'new-run.bad-heartbeat', 'heartbeat'],
      [within('apply', 0, MAX_MS), 'new-run.bad-apply', 'apply'],
      [within('batch', 1, MAX_BATCH) && whole('batch'), 'new-run.bad-batch', 'batch'],
      [within('snapshot', 0, MAX_SNAPSHOT_EVERY) && whole('snapshot'), 'new-run.bad-snapshot', 'snapshot'],
    ];
    const wrong = rules.find(([right]) => !right);
    return {
      wrong: wrong ? { key: wrong[1], field: wrong[2] } : null,
      settings: {
        servers: Number(text('servers')),
        ...(text('voters') !== '' && { voters: Number(text('voters')) }),
        seed: text('seed'),
        latency: range('latency'),
        electionTimeout: range('timeout'),
        heartbeat: us('heartbeat'),
        apply: us('apply'),
        noop: this.#field('noop').checked,
        batch: Number(text('batch')),
        snapshotEvery: Number(text('snapshot')),
        preVote: this.#field('pre-vote').checked,
        parallelWrites: this.#field('parallel-writes').checked,
        tellCommits: this.#field('tell-commits').checked,
        checkQuorum: this.#field('check-quorum').checked,
        leaderPromise: this.#field('leader-promise').checked,
        jointChanges: this.#field('joint').checked,
        ...settingsOfReading(this.#reads.value),
      },
    };
  }

  /** Says what the settings will lead to, where that may surprise. */
  #advise() {
    const { t } = this.app;
    const { wrong, settings } = this.#read();
    for (const input of this.#form.querySelectorAll('input')) input.removeAttribute('aria-invalid');
    if (wrong) this.#field(wrong.field).setAttribute('aria-invalid', 'true');
    const [latency, timeout, heartbeat] = [settings.latency.max, settings.electionTimeout.min, settings.heartbeat].map(shortMilliseconds);
    let advice = '';
    if (!wrong && Number(heartbeat) + Number(latency) >= Number(timeout)) advice = t('new-run.advice-heartbeat', { heartbeat, timeout });
    else if (!wrong && 3 * Number(latency) >= Number(timeout)) advice = t('new-run.advice-latency', { latency, timeout });
    this.#advice.hidden = advice === '';
    this.#advice.textContent = advice;
  }

  async #go() {
    const { t, stream } = this.app;
    const { wrong, settings } = this.#read();
    if (wrong) {
      this.problem(t(wrong.key, { servers: MAX_SERVERS, seed: MAX_SEED, ms: MAX_MS, batch: MAX_BATCH, every: MAX_SNAPSHOT_EVERY }));
      this.#field(wrong.field).focus();
      return;
    }
    try {
      await stream.request({ t: 'open', new: settings });
      this.close();
      toast(t('toast.began'));
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.problem(await tellRefusal(this.app, why));
    }
  }
}
