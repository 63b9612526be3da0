// Badges on a server's rim, for what has been done to it: paused, with how many
// messages wait for it; its clock runs too fast or too slowly; its disk was wiped; it
// hands its leadership over, with to whom.

/** @import { Scene } from './scene.js' */
/** @import { Server } from '../run/reducer.js' */
/** @import { Layout } from './layout.js' */
import { setText } from '../ui/dom.js';
import { px, set, svg } from './svg.js';

/** Signs in a square of side 2 around 0. */
export const SIGNS = {
  paused: 'M-.42-.6V.6M.42-.6V.6',
  drift: 'M0-.5V.05L.38.3M0-.95A.95.95 0 1 0 0 .95A.95.95 0 1 0 0-.95',
  transfer: 'M-.65-.55-.1 0-.65.55M.1-.55.65 0 .1.55',
  wiped: 'M-.62-.45v.9c0 .2.28.36.62.36s.62-.16.62-.36v-.9m-1.24 0c0-.2.28-.36.62-.36s.62.16.62.36s-.28.36-.62.36s-.62-.16-.62-.36zM-.95.95L.95-.95',
};

/** Where each stands: to which side, above or below. @type {Record<keyof typeof SIGNS, [number, number]>} */
const PLACES = { paused: [1, -1], drift: [-1, -1], transfer: [1, 1], wiped: [-1, 1] };

/** A signed percentage, as people write it. @param {number} percent */
export function signed(percent) {
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`;
}

export class Badges {
  root = svg('g', { class: 'badges' });
  /** @type {Map<keyof typeof SIGNS, Badge>} */
  #badges = new Map();

  constructor() {
    for (const name of /** @type {(keyof typeof SIGNS)[]} */ (Object.keys(SIGNS))) {
      const badge = new Badge(name);
      this.#badges.set(name, badge);
      this.root.append(badge.root);
    }
  }

  /** @param {Layout} layout */
  arrange(layout) {
    for (const badge of this.#badges.values()) badge.arrange(layout);
  }

  /** @param {Server} server */
  update({ paused, down, inbox = 0, drift = 0, wipes = 0, transfer = '' }) {
    this.#badges.get('paused')?.show(Boolean(paused && !down), inbox > 0 ? String(inbox) : '');
    this.#badges.get('drift')?.show(drift !== 0, signed(drift));
    this.#badges.get('transfer')?.show(transfer !== '', transfer);
    this.#badges.get('wiped')?.show(wipes > 0, wipes > 1 ? `${wipes}×` : '');
  }
}

/** What badges say, for those who hear the page: in words. @param {Server} server @param {Scene} scene */
export function badgeWords({ paused, down, inbox = 0, drift = 0, wipes = 0, transfer }, { t }) {
  return [
    paused && !down ? t('stage.server-paused', { count: inbox }) : '',
    drift ? t('stage.server-drift', { percent: signed(drift) }) : '',
    wipes ? t('stage.server-wiped', { count: wipes }) : '',
    transfer ? t('stage.server-transfer', { to: transfer }) : '',
  ].join('');
}

class Badge {
  root;
  #box = svg('rect');
  #sign;
  #text = svg('text');
  #place;
  #size = 8;
  #at = { x: 0, y: 0 };
  #words = '';
  #shown = false;

  /** @param {keyof typeof SIGNS} name */
  constructor(name) {
    this.#place = PLACES[name];
    this.#sign = svg('path', { d: SIGNS[name] });
    this.root = svg('g', { class: 'rim-badge', 'data-badge': name }, this.#box, this.#sign, this.#text);
  }

  /** @param {Layout} layout */
  arrange({ radius, outer }) {
    this.#size = Math.max(7, Math.min(13, radius * 0.23));
    const far = (outer + this.#size * 0.2) * Math.SQRT1_2;
    this.#at = { x: this.#place[0] * far, y: this.#place[1] * far };
    this.#draw();
  }

  /** @param {boolean} shown @param {string} words */
  show(shown, words) {
    if (shown === this.#shown && words === this.#words) return;
    this.#shown = shown;
    this.#words = words;
    this.#draw();
  }

  /** A pill that grows away from the server. */
  #draw() {
    this.root.classList.toggle('is-shown', this.#shown);
    if (!this.#shown) return;
    const half = this.#size;
    const words = this.#words ? this.#words.length * half + half * 0.7 : 0;
    const [side] = this.#place;
    const left = side > 0 ? -half : -half - words;
    set(this.root, { transform: `translate(${px(this.#at.x)} ${px(this.#at.y)})` });
    set(this.#box, { x: left, y: -half, width: 2 * half + words, height: 2 * half, rx: half });
    set(this.#sign, { transform: `translate(${px(left + half)} 0) scale(${px(half * 0.62)})` });
    set(this.#text, { x: left + 2 * half - half * 0.2, y: half * 0.5, 'font-size': px(half * 1.45) });
    setText(this.#text, this.#words);
  }
}
