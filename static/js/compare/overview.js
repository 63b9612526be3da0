// In words, over the stages of several clusters: since when their runs differ, in what
// they do at the instant that is shown, and, for who asks, what happened first in one
// and not in the other, and what the rules say that are off.

/** @import { App } from '../app.js' */
/** @import { Place } from '../run/clusters.js' */
/** @import { View } from '../ui/render-loop.js' */
import { announced } from '../narration/announcing.js';
import { breachesIn } from '../inspector/breaches.js';
import { byId, element, exchange, setAttribute, setText } from '../ui/dom.js';
import { changed, contrasts, partings } from './contrast.js';
import { differenceWords, instant } from './describe.js';

/** The pairs whose parting was announced, or was known when they came. */
const key = (/** @type {Place} */ { id, cluster: { differs } }) => `${id} ${differs?.cluster} ${differs?.at}`;

export class Overview {
  #app;
  #what = element('span', { class: 'overview-what' });
  #parted = element('span', {});
  #since = element('p', { class: 'overview-since' }, this.#what, ' ', this.#parted);
  #now = element('p', { class: 'overview-now' });
  #more = element('button', { type: 'button', class: 'button quiet small', 'aria-expanded': 'false', 'aria-controls': 'overview-more' });
  #details = element('div', { class: 'overview-more', id: 'overview-more', hidden: true });
  #root = element('section', { class: 'overview', hidden: true }, element('div', {}, this.#since, this.#now), this.#more, this.#details);
  #dirty = true;
  #open = false;
  /** @type {Set<string> | null} */
  #announced = null;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    byId('stage-without').after(this.#root);
    this.#more.addEventListener('click', () => void this.#unfold(!this.#open));
    app.on(['cluster', 'clusters', 'lang'], () => this.#show());
    app.add(this);
    this.#show();
  }

  /** @param {View} view @returns {boolean} whether something waits to be told */
  update({ time, read }) {
    const { clusters, t } = this.#app;
    if (clusters.size < 2) return false;
    if (!read && !this.#dirty) return true;
    this.#dirty = false;
    const places = [...clusters];
    const sides = places.map((place) => ({ id: place.id, state: place.shown ?? place.history.stateAt(time), broke: breachesIn(place).some(({ at }) => at <= time) }));
    const differ = contrasts(t, sides);
    const apart = places.some(({ cluster: { differs } }) => differs && differs.at <= time);
    const compared = places.map(({ cluster }) => cluster);
    setText(this.#what, changed(t, compared));
    setText(this.#parted, partings(t, compared, time));
    const words = differ.length > 0 ? t('contrast.now', { list: differ.join(t('contrast.and')) }) : t(apart ? 'contrast.alike' : 'contrast.same');
    setText(this.#now, words);
    this.#now.title = words;
    this.#now.classList.toggle('is-alike', differ.length === 0);
    return false;
  }

  #show() {
    const { clusters, t } = this.#app;
    const several = clusters.size > 1;
    byId('stage-without').classList.toggle('is-titled', several);
    if (this.#root.hidden === several) {
      this.#root.hidden = !several;
      this.#app.resized();
    }
    this.#dirty = true;
    setAttribute(this.#root, 'aria-label', t('contrast.title'));
    setText(this.#more, t(this.#open ? 'contrast.less' : 'contrast.more'));
    if (!several) this.#open = false;
    setAttribute(this.#more, 'aria-expanded', String(this.#open));
    this.#details.hidden = !this.#open;
    this.#root.classList.toggle('is-open', this.#open);
    if (this.#open) this.#explain();
    this.#announce();
  }

  /** @param {boolean} open */
  async #unfold(open) {
    if (open) await this.#app.moreWords();
    this.#open = open;
    this.#show();
    this.#app.resized();
  }

  /** What happened first in one and not in the other; what the rules say that are off. */
  #explain() {
    const app = this.#app;
    const { clusters, t } = app;
    const firsts = [...clusters].flatMap((place) => {
      const { differs } = place.cluster;
      if (!differs || !clusters.get(differs.cluster)) return [];
      const jump = element('button', { type: 'button', class: 'link', 'data-first': place.id }, t('contrast.go', { at: instant(differs.at) }));
      jump.addEventListener('click', () => app.seek(differs.at));
      return [element('p', { 'data-parts': place.id }, differenceWords(app, place, differs), ' ', jump)];
    });
    const off = new Map([...clusters].flatMap(({ cluster: { options } }) => options?.without ?? []).map((rule) => [rule, [...clusters].filter(({ cluster }) => cluster.options?.without?.includes(rule)).map(({ id }) => id)]));
    const rules = [...off].map(([rule, ids]) => element('p', { 'data-explains': rule }, element('b', {}, t('contrast.rule', { rule, clusters: ids.join(t('contrast.comma')) })), ' ', t(`rule.${rule}`), ' ', t(`rule.${rule}.without`)));
    exchange(this.#details, [...firsts, ...rules]);
  }

  /** That two runs have parted is told to who listens. */
  #announce() {
    const { clusters } = this.#app;
    const parted = [...clusters].filter(({ cluster: { differs } }) => differs);
    const fresh = this.#announced ? parted.filter((place) => !this.#announced?.has(key(place))) : [];
    this.#announced = new Set(parted.map(key));
    if (announced() === 'none') return;
    for (const place of fresh) {
      const { differs } = place.cluster;
      if (differs && differs.at > 0) byId('announcer').append(element('p', {}, this.#app.t('difference.since', { here: place.id, other: differs.cluster, at: instant(differs.at) })));
    }
  }
}
