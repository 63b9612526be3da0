// Telling whoever listens that something has happened.

/** @template {Record<string, any>} M what can happen, and what is told of it */
export class Emitter {
  /** @type {Map<keyof M, Set<(detail: any) => void>>} */
  #listeners = new Map();

  /**
   * Calls back when something happens, or one of several things.
   * @template {keyof M} K
   * @param {K | readonly K[]} types
   * @param {(detail: M[K]) => void} listener
   * @returns {() => void} ends that
   */
  on(types, listener) {
    const all = [types].flat().map((type) => this.#of(/** @type {K} */ (type)).add(listener));
    return () => all.forEach((listeners) => listeners.delete(listener));
  }

  /** @param {keyof M} type */
  #of(type) {
    let listeners = this.#listeners.get(type);
    if (!listeners) this.#listeners.set(type, (listeners = new Set()));
    return listeners;
  }

  /**
   * Says that something has happened.
   * @template {keyof M} K
   * @param {K} type
   * @param {M[K]} [detail]
   */
  emit(type, detail) {
    this.#listeners.get(type)?.forEach((listener) => listener(detail));
  }
}
