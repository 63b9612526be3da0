// Telling whoever listens that something has happened.

/** @template {Record<string, any>} M what can happen, and what is told of it */
export class Emitter {
  /** @type {Map<keyof M, Set<(detail: any) => void>>} */
  #listeners = new Map();

  /**
   * Calls back when something happens.
   * @template {keyof M} K
   * @param {K} type
   * @param {(detail: M[K]) => void} listener
   * @returns {() => void} ends that
   */
  on(type, listener) {
    let listeners = this.#listeners.get(type);
    if (!listeners) this.#listeners.set(type, (listeners = new Set()));
    listeners.add(listener);
    return () => listeners.delete(listener);
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
