// What the page has asked the server for and is waiting for.

/** A request that was not carried out, with a code that the catalogue words. */
export class Refused extends Error {
  /**
   * @param {string} code
   * @param {Record<string, string>} [values]
   */
  constructor(code, values = {}) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.values = values;
  }
}

/** @typedef {{resolve: (answer: any) => void, reject: (why: Refused) => void, timer: number}} Asked */

/** How long a request waits for its answer, in ms. */
const PATIENCE = 15_000;

export class Requests {
  #ids = 0;
  /** @type {Map<number, Asked>} */
  #asked = new Map();

  /** Asks for something. @param {(id: number) => void} send @returns {Promise<any>} rejects with Refused */
  ask(send) {
    const id = ++this.#ids;
    return new Promise((resolve, reject) => {
      const timer = Number(setTimeout(() => this.refuse(id, new Refused('timeout')), PATIENCE));
      this.#asked.set(id, { resolve, reject, timer });
      send(id);
    });
  }

  /** @param {number} id @param {unknown} answer */
  answer(id, answer) {
    this.#settle(id)?.resolve(answer);
  }

  /** @param {number} id @param {Refused} why */
  refuse(id, why) {
    this.#settle(id)?.reject(why);
  }

  /** The line is down: nothing will be answered. */
  giveUp() {
    for (const id of [...this.#asked.keys()]) this.refuse(id, new Refused('offline'));
  }

  /** @param {number} id */
  #settle(id) {
    const asked = this.#asked.get(id);
    if (asked) clearTimeout(asked.timer);
    this.#asked.delete(id);
    return asked;
  }
}
