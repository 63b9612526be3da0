// The badge in the top bar: all safety properties hold in all clusters that are shown,
// or which one broke first, and in which.
// It claims only what is checked, and is not there when nobody watches. Its list
// tells the broken rules from their consequences.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { Placed } from './breaches.js' */
/** @import { Place } from '../run/clusters.js' */
import { byId, closest, element, setAttribute, setText } from '../ui/dom.js';
import { milliseconds } from '../ui/format.js';
import { announced } from '../narration/announcing.js';
import { sentenceText } from '../narration/narrator.js';
import { narrateViolation } from '../narration/violation.js';
import { breachesOfAll, foremost, tiersOf } from './breaches.js';
import { figures } from './figures.js';

/** How often it is brought up to date at most, in ms. */
const PAUSE = 250;

export class Badge {
  #app;
  #button = element('button', { type: 'button', class: 'badge', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-controls': 'properties-list' });
  #figures = element('span', { class: 'figures' });
  /** Interrupts whoever listens: a property breaks once. */
  #alert = element('div', { class: 'visually-hidden', id: 'breach-alert', role: 'alert' });
  /** What has been told there. @type {Set<string>} */
  #told = new Set();
  #list = element('div', { class: 'properties-list', id: 'properties-list', role: 'dialog', tabindex: '-1', hidden: true });
  /** @type {Placed[]} */
  #breaches = [];
  /** What it was made of. */
  #version = '';
  #read = 0;
  #written = '';

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#button.addEventListener('click', () => (this.#list.hidden ? this.open() : this.#open(false)));
    this.#list.addEventListener('click', (event) => {
      const row = closest(event, '[data-at]');
      if (row) this.#show({ in: row.dataset.in ?? '', at: Number(row.dataset.at) });
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#list.hidden) return;
      this.#open(false);
      this.#button.focus();
    });
    document.addEventListener('pointerdown', (event) => {
      if (event.target instanceof Node && !byId('properties').contains(event.target)) this.#open(false);
    });
    app.on(['lang', 'cluster', 'clusters'], () => (this.#version = ''));
    // It comes into the page with its words; what is told aloud has to be in the page before.
    byId('properties').append(this.#alert);
    this.update({ time: app.playhead.time });
    byId('properties').replaceChildren(element('div', { class: 'badge-of' }, this.#button, this.#list), this.#figures, this.#alert);
  }

  /** @param {Pick<View, 'time'>} view @returns {boolean} whether something waits to be shown */
  update({ time }) {
    const wall = performance.now();
    if (this.#version && wall - this.#read < PAUSE) return true;
    this.#read = wall;
    const { clusters, history, t } = this.#app;
    const { timeline } = history;
    const version = [...clusters].map((place) => `${place.id} ${place.history.timeline.version}`).join();
    if (version !== this.#version) {
      this.#version = version;
      this.#breaches = breachesOfAll(clusters);
      this.#badge();
      this.#tell();
      for (const place of clusters) this.#frame(place);
    }
    const { without, elections, terms } = figures(timeline, time);
    setText(this.#figures, t('badge.figures', { without: milliseconds(without, 0), elections, terms }));
    setAttribute(this.#figures, 'title', t(timeline.from > 0 ? 'badge.figures-part' : 'badge.figures-about', { from: milliseconds(timeline.from, 0) }));
    return false;
  }

  /** The properties that are checked in every cluster that is shown. @returns {string[]} */
  get #checked() {
    const [first = [], ...rest] = [...this.#app.clusters].map(({ cluster }) => cluster.properties ?? []);
    return first.filter((property) => rest.every((others) => others.includes(property)));
  }

  /** Whether several clusters are shown. */
  get #several() {
    return this.#app.clusters.size > 1;
  }

  #badge() {
    const { t } = this.#app;
    const checked = this.#checked;
    const first = this.#first;
    this.#button.hidden = checked.length === 0 && !first;
    this.#button.classList.toggle('is-broken', first !== undefined);
    this.#button.classList.toggle('is-lawless', first?.violation.wiped !== undefined);
    setAttribute(this.#button, 'data-property', first?.violation.property ?? 'all');
    const words = first ? this.#wordsOf(first) : t('badge.hold', { count: checked.length });
    const short = first ? t(`property.${first.violation.property}`) : t('badge.hold-short', { count: checked.length });
    this.#say(first ? '✕' : '✓', words, short);
    if (this.#button.hidden) this.#open(false);
    else if (!this.#list.hidden) this.#fill();
  }

  /** In words that a property broke, when, and in which of several clusters. @param {Placed} breach */
  #wordsOf({ at, in: cluster, violation }) {
    const { t } = this.#app;
    const broke = t(violation.wiped ? 'badge.broke-wiped' : 'badge.broke', { property: t(`property.${violation.property}`), at: milliseconds(at) });
    return this.#several ? t('badge.broke-in', { broke, cluster }) : broke;
  }

  /** Tells at once which property has broken for the first time, in whichever cluster. */
  #tell() {
    if (this.#breaches.length === 0) this.#told.clear();
    const anew = this.#breaches.filter(({ in: cluster, violation: { property } }) => {
      const name = `${cluster} ${property}`;
      return !this.#told.has(name) && this.#told.add(name);
    });
    if (anew.length === 0 || announced() === 'none') return;
    this.#alert.replaceChildren(...anew.map((breach) => element('p', {}, `${this.#wordsOf(breach)}. ${sentenceText(this.#app.t, narrateViolation(breach.violation))}`)));
  }

  /** What is there stays there while it says the same: a press on something that has gone by its end is no click. @param {string} sign @param {string} words @param {string} short */
  #say(sign, words, short) {
    if (this.#button.getAttribute('aria-label') === words) return;
    setAttribute(this.#button, 'aria-label', words);
    this.#button.replaceChildren(element('span', { 'aria-hidden': 'true' }, sign), element('span', { class: 'long' }, words), element('span', { class: 'short', 'aria-hidden': 'true' }, short));
  }

  get #first() {
    return foremost(this.#breaches);
  }

  /** The frame of a cluster's stage says that something broke in it. @param {Place} place */
  #frame({ id }) {
    const breach = foremost(this.#breaches.filter((b) => b.in === id));
    const cell = document.querySelector(`.cell[data-cluster="${id}"]`);
    cell?.classList.toggle('is-broken', breach !== undefined);
    cell?.classList.toggle('is-lawless', breach?.violation.wiped !== undefined);
  }

  /** Goes to a breach. @param {{in: string, at: number}} breach */
  #show(breach) {
    this.#app.activate(breach.in);
    this.#app.seek(breach.at);
  }

  /** Shows the list, and where the first property broke. */
  open() {
    const first = this.#first;
    if (first) this.#show(first);
    this.#open(true);
    this.#list.focus();
  }

  /** @param {boolean} wanted */
  #open(wanted) {
    if (wanted) this.#fill();
    this.#list.hidden = !wanted;
    setAttribute(this.#button, 'aria-expanded', String(wanted));
  }

  #fill() {
    const { t, lang } = this.#app;
    const checked = this.#checked;
    const what = JSON.stringify([lang, checked, this.#several, this.#breaches]);
    if (what === this.#written) return;
    this.#written = what;
    setAttribute(this.#list, 'aria-label', t('badge.list'));
    const { rules, consequences, gap } = tiersOf(this.#breaches);
    /** @type {Node[]} */
    const parts = [];
    if (rules.length > 0) parts.push(element('h2', {}, t('badge.rules')), this.#rows(rules));
    if (gap !== null) parts.push(element('p', { class: 'gap' }, t('badge.gap', { ms: milliseconds(gap) })));
    if (consequences.length > 0) parts.push(element('h2', {}, t('badge.consequences')), this.#rows(consequences));
    if (this.#breaches.some((b) => b.violation.wiped)) parts.push(element('p', { class: 'note' }, t('badge.wiped')));
    /** @type {Set<string>} */
    const broken = new Set(this.#breaches.map((b) => b.violation.property));
    const all = [...checked, ...[...broken].filter((p) => !checked.includes(p))];
    parts.push(
      element('h2', {}, t('badge.watched', { count: checked.length })),
      element('ul', { class: 'watched' }, ...all.map((p) => element('li', { 'data-property': p, class: broken.has(p) ? 'is-broken' : null }, element('b', {}, t(`property.${p}`)), ' ', element('span', {}, t(`property.${p}.says`))))),
    );
    this.#list.replaceChildren(...parts);
  }

  /** @param {readonly Placed[]} breaches */
  #rows(breaches) {
    const { t } = this.#app;
    return element(
      'ul',
      { class: 'broken' },
      ...breaches.map(({ at, in: cluster, violation }) =>
        element(
          'li',
          { 'data-property': violation.property, class: violation.wiped ? 'is-lawless' : null },
          element(
            'button',
            { type: 'button', 'data-at': at, 'data-in': cluster },
            element('time', {}, milliseconds(at)),
            ...(this.#several ? [element('b', { class: 'letter' }, cluster)] : []),
            element('span', {}, element('b', {}, t(`property.${violation.property}`)), ' ', sentenceText(t, narrateViolation(violation)), ' ', element('small', {}, violation.section)),
          ),
        ),
      ),
    );
  }
}
