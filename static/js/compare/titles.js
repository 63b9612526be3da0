// A title over each cluster, which says how it differs, and what can be done with
// it. Where clusters are shown one at a time, there is one title, of the cluster
// that is shown, and next to it the names of all.

/** @import { App } from '../app.js' */
/** @import { Place } from '../run/clusters.js' */
/** @import { CompareCommands } from './commands.js' */
import { open } from '../dialogs/open.js';
import { leaderOf } from '../run/state-queries.js';
import { byId, closest, element, setAttribute, setText } from '../ui/dom.js';
import { withLoaded } from '../ui/lazy.js';
import { breachesIn, foremost } from '../inspector/breaches.js';
import { differenceWords, instant, titleOf } from './describe.js';

export class Titles {
  #app;
  #commands;
  #compare;
  #names = element('div', { class: 'cluster-names', role: 'tablist' });
  #strip = element('div', { class: 'cluster-strip', hidden: true }, this.#names);
  #shown;
  /** @type {Map<string, Title>} by cluster */
  #titles = new Map();

  /** @param {App} app @param {CompareCommands} commands @param {(id: string) => void} compare */
  constructor(app, commands, compare) {
    this.#app = app;
    this.#commands = commands;
    this.#compare = compare;
    const head = element('div', { class: 'cell-head' });
    this.#strip.append(head);
    this.#shown = new Title(app, head, commands, compare);
    byId('stage').before(this.#strip);
    this.#names.addEventListener('click', (event) => {
      const chip = closest(event, '[data-shows]');
      if (chip) app.activate(chip.getAttribute('data-shows') ?? '');
    });
    app.on(['cluster', 'clusters', 'lang', 'status'], () => this.#show());
    app.add(this);
    this.#show();
  }

  /** Who leads in each, where only one is shown. */
  update() {
    const { clusters, t } = this.#app;
    if (clusters.size < 2) return;
    for (const chip of this.#names.children) {
      const state = clusters.get(chip.getAttribute('data-shows') ?? '')?.shown;
      const leader = state && leaderOf(state);
      const [, , small] = /** @type {HTMLCollectionOf<HTMLElement>} */ (chip.children);
      setText(small, leader ? leader.id : '–');
      setAttribute(chip, 'aria-description', leader ? t('clusters.leads', { server: leader.id }) : t('clusters.nobody-leads'));
    }
  }

  #show() {
    const { clusters } = this.#app;
    const several = clusters.size > 1;
    byId('stage').classList.toggle('has-titles', several);
    document.documentElement.toggleAttribute('data-several', several);
    this.#strip.hidden = !several;
    this.#strip.classList.toggle('is-long', clusters.size > 4);
    for (const [id, title] of this.#titles) {
      if (several && clusters.get(id) && title.root.isConnected) continue;
      title.root.replaceChildren();
      this.#titles.delete(id);
    }
    if (!several) return;
    for (const place of clusters) {
      let title = this.#titles.get(place.id);
      if (!title) {
        const root = /** @type {HTMLElement | null} */ (document.querySelector(`[data-cluster="${place.id}"] > .cell-head`));
        if (!root) continue;
        this.#titles.set(place.id, (title = new Title(this.#app, root, this.#commands, this.#compare)));
      }
      title.show(place);
      title.nameCell();
    }
    this.#shown.show(clusters.active);
    this.#showNames();
  }

  #showNames() {
    const { clusters, t } = this.#app;
    const ids = [...clusters].map((place) => place.id);
    const focused = this.#names.contains(document.activeElement);
    this.#names.setAttribute('aria-label', t('clusters.title'));
    this.#names.replaceChildren(...ids.map((id) => {
      const place = /** @type {Place} */ (clusters.get(id));
      const shown = place === clusters.active;
      const broke = brokeWords(this.#app, place);
      return element('button', { type: 'button', class: broke ? 'letter is-broken' : 'letter', title: broke || null, role: 'tab', 'data-shows': id, 'aria-selected': String(shown), tabindex: shown ? 0 : -1 }, element('b', {}, id), ' ', element('span', { class: 'chip-title' }, titleOf(this.#app, place.cluster)), ' ', element('small', { class: 'chip-leader' }), ' ', element('span', { class: 'visually-hidden' }, broke));
    }));
    const chosen = /** @type {HTMLElement | null} */ (this.#names.querySelector('[aria-selected="true"]'));
    // Only here: to scroll it into view would scroll the page around a frame, too.
    if (chosen) this.#names.scrollLeft = chosen.offsetLeft - this.#names.offsetLeft - (this.#names.clientWidth - chosen.offsetWidth) / 2;
    if (focused) chosen?.focus();
  }
}

/** That something broke in a cluster, and when; "" where all holds. @param {App} app @param {Place} place */
function brokeWords({ t }, place) {
  const breach = foremost(breachesIn(place));
  return breach ? t('clusters.broke', { at: instant(breach.at) }) : '';
}

/** The head of one cluster. */
class Title {
  root;
  #app;
  #id = '';
  #letter = element('button', { type: 'button', class: 'letter' });
  #words = element('span', { class: 'cell-title' });
  #broke = element('button', { type: 'button', class: 'cell-broke', hidden: true });
  #without = element('button', { type: 'button', class: 'cell-without' });
  #since = element('button', { type: 'button', class: 'since' });
  #more = element('button', { type: 'button', class: 'button quiet small square', 'aria-haspopup': 'menu' }, '⋯');
  #close = element('button', { type: 'button', class: 'button quiet small square close' }, '✕');
  #differsAt = 0;
  #brokeAt = 0;

  /** @param {App} app @param {HTMLElement} root @param {CompareCommands} commands @param {(id: string) => void} compare */
  constructor(app, root, commands, compare) {
    this.#app = app;
    this.root = root;
    root.replaceChildren(this.#letter, this.#words, this.#broke, this.#without, this.#since, this.#more, this.#close);
    // A press makes the cluster the active one, and then the page may move below it: what was pressed is pressed all the same.
    root.addEventListener('pointerdown', ({ target, pointerId }) => target instanceof Element && target.setPointerCapture(pointerId));
    this.#without.addEventListener('click', () => {
      app.activate(this.#id);
      void open(app, 'rules');
    });
    this.#letter.addEventListener('click', () => app.activate(this.#id));
    this.#since.addEventListener('click', () => app.seek(this.#differsAt));
    this.#broke.addEventListener('click', () => {
      app.activate(this.#id);
      app.seek(this.#brokeAt);
    });
    this.#close.addEventListener('click', () => void commands.close(this.#id));
    this.#more.addEventListener('click', () => {
      const { left, bottom } = this.#more.getBoundingClientRect();
      const [id, t] = [this.#id, app.t];
      void withLoaded(app, import('../ui/context-menu.js'), ({ openFloating }) => openFloating(app, {
        title: t('clusters.name', { cluster: id, title: this.#words.textContent ?? '' }),
        name: t('clusters.menu', { cluster: id }),
        items: [
          { label: t('clusters.compare'), why: null, act: () => compare(id) },
          { label: t('clusters.fork', { at: instant(app.playhead.time) }), why: null, act: () => void commands.fork(id) },
          { label: t('clusters.close', { cluster: id }), why: null, act: () => void commands.close(id) },
        ],
        from: this.#more,
        x: left,
        y: bottom + 4,
      }));
    });
  }

  /** @param {Place} place */
  show(place) {
    const { t, clusters, commands } = this.#app;
    const { id, cluster } = place;
    const words = titleOf(this.#app, cluster);
    this.#id = id;
    setText(this.#letter, id);
    setAttribute(this.#letter, 'aria-pressed', String(place === clusters.active));
    const broke = brokeWords(this.#app, place);
    this.#letter.classList.toggle('is-broken', broke !== '');
    this.#letter.title = broke;
    setAttribute(this.#letter, 'aria-label', [t('clusters.activate', { cluster: id }), broke].filter(Boolean).join(', '));
    setText(this.#words, words);
    this.#words.title = words;
    this.#showBroke(place);
    const without = (cluster.options?.without ?? []).filter((rule) => !cluster.origin?.changes?.some((change) => change.setting === 'without' && change.value === rule));
    this.#without.hidden = without.length === 0;
    setText(this.#without, without.length === 1 ? t('change.without', { rule: without[0] }) : t('without.rules', { count: without.length }));
    this.#without.title = without.join(', ');
    this.#showSince(place);
    for (const button of [this.#more, this.#close]) button.hidden = !commands;
    for (const [button, key] of /** @type {const} */ ([[this.#more, 'clusters.menu'], [this.#close, 'clusters.close']])) {
      setAttribute(button, 'aria-label', t(key, { cluster: id }));
      button.title = t(key, { cluster: id });
    }
  }

  /** That something broke, where it is seen without a press. @param {Place} place */
  #showBroke(place) {
    const words = brokeWords(this.#app, place);
    this.#broke.hidden = words === '';
    if (this.#broke.hidden) return;
    this.#brokeAt = foremost(breachesIn(place))?.at ?? 0;
    this.#broke.title = words;
    setAttribute(this.#broke, 'aria-label', words);
    setText(this.#broke, `✕ ${this.#app.t('unit.ms', { value: instant(this.#brokeAt) })}`);
  }

  /** Gives the cell its title as a name. */
  nameCell() {
    const room = /** @type {HTMLElement} */ (this.root.parentElement);
    setAttribute(room, 'role', 'group');
    setAttribute(room, 'aria-label', this.#app.t('clusters.name', { cluster: this.#id, title: this.#words.textContent ?? '' }));
  }

  /** @param {Place} place */
  #showSince(place) {
    const { t } = this.#app;
    const { differs, origin } = place.cluster;
    this.#since.hidden = !origin || (origin.fork !== undefined && !differs);
    if (this.#since.hidden) return;
    this.#since.disabled = !differs;
    this.#since.classList.toggle('is-same', !differs);
    if (!differs) {
      this.#since.replaceChildren(element('span', { class: 'long' }, t('clusters.same', { other: origin?.cluster })), ...['short', 'tiny'].map((name) => element('span', { class: name, 'aria-hidden': 'true' }, `= ${origin?.cluster}`)));
      this.#since.title = t('clusters.same', { other: origin?.cluster });
      return;
    }
    this.#differsAt = differs.at;
    const values = { other: differs.cluster, at: instant(differs.at) };
    this.#since.replaceChildren(element('span', { class: 'long' }, t('clusters.since', values)), element('span', { class: 'short', 'aria-hidden': 'true' }, t('clusters.since-short', values)), element('span', { class: 'tiny', 'aria-hidden': 'true' }, `≠ ${differs.cluster}`));
    this.#since.title = differenceWords(this.#app, place, differs);
  }
}
