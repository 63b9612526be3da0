// How far the reader has come in each built-in lesson, and what was predicted. It is
// kept in the browser and nowhere else; a browser that keeps nothing costs the
// progress, not the lesson.

/**
 * @typedef {object} Progress
 * @property {number} met how many steps have been met
 * @property {number} of how many there are
 * @property {boolean} done
 * @property {Record<string, number>} chosen what was predicted at which step, counted from 0
 * @property {Record<string, boolean>} right whether that came true, once it was seen
 */

const PREFIX = 'raft-playground/lesson/';
const PLACE = 'raft-playground/lesson-place';

/** @returns {Progress} */
const nothing = () => ({ met: 0, of: 0, done: false, chosen: {}, right: {} });

/**
 * What a record says of predictions.
 * @param {Progress} progress
 */
export function counted({ right }) {
  const all = Object.values(right);
  return { right: all.filter(Boolean).length, asked: all.length };
}

/** @template T @param {unknown} from @param {'number' | 'boolean'} type @returns {Record<string, T>} what is of a type */
function only(from, type) {
  return /** @type {Record<string, T>} */ (Object.fromEntries(Object.entries(from ?? {}).filter(([, value]) => typeof value === type)));
}

export class ProgressBook {
  /** @type {Storage | null} */
  #storage = null;
  /** What is known of lessons that are open, whether or not it could be kept. @type {Map<string, Progress>} */
  #open = new Map();

  /** @param {Storage | null} [storage] */
  constructor(storage) {
    try {
      // A browser that forbids storage throws at the mere mention of it.
      this.#storage = storage === undefined ? globalThis.localStorage : storage;
    } catch {
      this.#storage = null;
    }
  }

  /** @param {string} lesson @returns {Progress} */
  of(lesson) {
    let progress = this.#open.get(lesson);
    if (!progress) this.#open.set(lesson, (progress = this.#read(lesson)));
    return progress;
  }

  /** @param {string} lesson @returns {Progress} */
  #read(lesson) {
    try {
      const kept = JSON.parse(this.#storage?.getItem(PREFIX + lesson) ?? '{}');
      return { met: Number(kept.met) || 0, of: Number(kept.of) || 0, done: kept.done === true, chosen: only(kept.chosen, 'number'), right: only(kept.right, 'boolean') };
    } catch {
      return nothing();
    }
  }

  /**
   * Takes over what is kept of a lesson under the names that it had before.
   * @param {string} lesson @param {string[]} before
   */
  adopt(lesson, before) {
    for (const name of before) {
      const progress = this.of(name);
      if (progress.met > 0 && this.of(lesson).met === 0) this.#put(lesson, progress);
    }
  }

  /** Notes where the reader is. @param {string} lesson @param {string} step '' for the beginning */
  stand(lesson, step) {
    try {
      this.#storage?.setItem(PLACE, JSON.stringify({ lesson, step }));
    } catch {
      // As below.
    }
  }

  /** Where the reader was last. @returns {{lesson: string, step: string} | null} */
  get place() {
    try {
      const { lesson, step } = JSON.parse(this.#storage?.getItem(PLACE) ?? '{}');
      return typeof lesson === 'string' && typeof step === 'string' ? { lesson, step } : null;
    } catch {
      return null;
    }
  }

  /** @param {string} lesson @param {Progress} progress */
  #put(lesson, progress) {
    this.#open.set(lesson, progress);
    try {
      this.#storage?.setItem(PREFIX + lesson, JSON.stringify(progress));
    } catch {
      // A full storage costs the progress, not the lesson.
    }
  }

  /**
   * A lesson is begun from its first step: what is predicted is asked anew, and what it
   * asks no more is forgotten.
   * @param {string} lesson @param {readonly {name: string, ask?: unknown}[]} steps
   */
  begin(lesson, steps) {
    const progress = this.of(lesson);
    const asked = steps.filter(({ ask }) => ask).map(({ name }) => name);
    const right = Object.fromEntries(Object.entries(progress.right).filter(([name]) => asked.includes(name)));
    if (Object.keys(progress.chosen).length > 0 || Object.keys(right).length < Object.keys(progress.right).length) this.#put(lesson, { ...progress, chosen: {}, right });
  }

  /** A step has been met. @param {string} lesson @param {number} index from 0 @param {number} of how many there are */
  meet(lesson, index, of) {
    const progress = this.of(lesson);
    if (progress.met > index && progress.of === of) return;
    this.#put(lesson, { ...progress, met: Math.max(progress.met, index + 1), of });
  }

  /** Something is predicted. @param {string} lesson @param {string} step @param {number} choice */
  choose(lesson, step, choice) {
    const progress = this.of(lesson);
    this.#put(lesson, { ...progress, chosen: { ...progress.chosen, [step]: choice } });
  }

  /** What was predicted at a step has come true, or not. @param {string} lesson @param {string} step @param {boolean} right */
  judge(lesson, step, right) {
    const progress = this.of(lesson);
    if (progress.right[step] === right) return;
    this.#put(lesson, { ...progress, right: { ...progress.right, [step]: right } });
  }

  /** @param {string} lesson */
  finish(lesson) {
    const progress = this.of(lesson);
    if (!progress.done) this.#put(lesson, { ...progress, done: true });
  }
}
