// The state machines: what each server holds. Servers that hold the same stand
// together, so one line says that all agree, and several lines show where they
// differ.

/** @import { Scene } from './scene.js' */
/** @import { Pair } from '../wire.js' */
/** @import { Server, State } from '../run/reducer.js' */
import { element, exchange, setAttribute, setText } from '../ui/dom.js';

/** @typedef {{ids: string[], pairs: readonly Pair[]}} Group */

/** The most keys of a group that are written out. */
const MOST_KEYS = 12;

export class Machines {
  root;
  #scene;
  #heading = element('h2', { class: 'heading' });
  #list = element('ul', { class: 'machine-list' });
  /** @type {readonly (readonly Pair[] | boolean | undefined)[]} */
  #drawn = [];

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
    this.root = element('div', { class: 'machines' }, this.#heading, this.#list);
    this.reword();
  }

  /** @param {State} state */
  update({ servers }) {
    const parts = servers.flatMap((s) => [s.machine, s.down]);
    if (parts.length === this.#drawn.length && parts.every((p, i) => p === this.#drawn[i])) return;
    this.#drawn = parts;
    this.#draw(servers);
  }

  /** Words anew, in another language. */
  reword() {
    setText(this.#heading, this.#scene.t('stage.machines'));
    this.#drawn = [];
  }

  /** @param {readonly Server[]} servers */
  #draw(servers) {
    const groups = groupsOf(servers);
    const differ = differing(groups);
    // What has no room is scrolled to, by keys too.
    setAttribute(this.#list, 'tabindex', groups.length > 1 ? '0' : '-1');
    exchange(this.#list, groups.map((group) => this.#item(group, differ, servers.length, groups.length)));
  }

  /** @param {Group} group @param {Set<string>} differ @param {number} servers @param {number} groups */
  #item({ ids, pairs }, differ, servers, groups) {
    const { t } = this.#scene;
    const who = ids.length === servers && servers > 1 ? t('stage.machines.all') : ids.join(' ');
    const held = pairs.slice(0, MOST_KEYS).map(({ key, value }) => element('span', { class: 'pair', 'data-key': key, 'data-differs': differ.has(key) }, `${key}=${value}`));
    if (pairs.length > MOST_KEYS) held.push(element('span', { class: 'pair is-more' }, t('stage.machines.more', { count: pairs.length - MOST_KEYS })));
    if (pairs.length === 0) held.push(element('span', { class: 'pair is-empty' }, t('stage.machines.empty')));
    return element('li', { 'data-machine': ids.join(' '), class: groups > 1 ? 'differs' : false }, element('b', {}, who), ...held);
  }
}

/**
 * Running servers by what they hold, the largest group first.
 * @param {readonly Server[]} servers
 * @returns {Group[]}
 */
export function groupsOf(servers) {
  /** @type {Group[]} */
  const groups = [];
  for (const { id, down, machine } of servers) {
    if (down) continue;
    const same = groups.find((g) => g.pairs === machine || (g.pairs.length === machine.length && g.pairs.every((p, i) => p.key === machine[i].key && p.value === machine[i].value)));
    if (same) same.ids.push(id);
    else groups.push({ ids: [id], pairs: machine });
  }
  return groups.sort((a, b) => b.ids.length - a.ids.length);
}

/**
 * The keys that not all groups hold with the same value.
 * @param {readonly Group[]} groups
 * @returns {Set<string>}
 */
export function differing(groups) {
  const keys = new Set(groups.flatMap((g) => g.pairs.map((p) => p.key)));
  for (const key of keys) {
    const values = new Set(groups.map((g) => g.pairs.find((p) => p.key === key)?.value));
    if (values.size === 1) keys.delete(key);
  }
  return keys;
}
