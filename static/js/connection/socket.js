// One line to the server after another: a socket that says hello, and is given up when
// it does not get through, when the hello is not answered, or when it goes mute.

/** @import * as wire from '../wire.js' */
import { CLOSE_CODES } from '../wire/constants.js';
import { Pulse } from './pulse.js';

/** How long an attempt may take to get through, and a hello to be answered, in ms. */
const OPENING = 6_000;
const GREETING = 10_000;

/**
 * @typedef {object} Ends what a line needs, and whom it tells
 * @property {() => WebSocket} open
 * @property {() => wire.HelloRequest} hello what is said first
 * @property {(message: wire.FromServer) => void} heard
 * @property {(why: string) => void} closed why: one of the Bye codes, "silent" if nobody answers, "" if the line broke
 */

export class Socket {
  /** Whether the hello on this line was answered. */
  answered = false;
  /** When the newest piece came, which can be several messages, in ms. */
  heardAt = 0;
  #ends;
  /** @type {WebSocket | undefined} */
  #socket;
  #bye = '';
  /** Until when an attempt has to get through, and a hello to be answered. */
  #patience = 0;
  #pulse = new Pulse(
    () => this.#socket?.send('{"t":"beat"}'),
    () => this.#close('silent'),
  );

  /** @param {Ends} ends */
  constructor(ends) {
    this.#ends = ends;
  }

  /** Opens another line in place of the one there is. */
  connect() {
    this.drop();
    this.#bye = '';
    this.answered = false;
    const socket = this.#ends.open();
    this.#socket = socket;
    this.#wait(OPENING);
    socket.onopen = () => {
      socket.send(JSON.stringify(this.#ends.hello()));
      this.#wait(GREETING);
      this.#pulse.begin();
    };
    socket.onmessage = ({ data }) => {
      this.heardAt = performance.now();
      for (const message of data.split('\n')) {
        if (this.#socket !== socket) return; // what came before has made the page hang up
        this.#hear(JSON.parse(message));
      }
    };
    // The code is for when the last message did not make it.
    socket.onclose = ({ code }) => this.#close(this.#bye || CLOSE_CODES[code] || '');
  }

  /** Whether there is a line. */
  get there() {
    return this.#socket !== undefined;
  }

  /** @param {wire.Request} message */
  send(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  /** There is reason to believe that the line is not what it was. */
  doubt() {
    this.#pulse.doubt();
  }

  /** Lets go of the line without a word, and without waiting for one. */
  drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#patience);
    this.#pulse.end();
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** Gives the line up if it takes longer than that. @param {number} most in ms */
  #wait(most) {
    clearTimeout(this.#patience);
    this.#patience = Number(setTimeout(() => this.#close('silent'), most));
  }

  /** @param {wire.FromServer} message */
  #hear(message) {
    this.#pulse.heard(message.t === 'beat');
    if (message.t === 'bye') this.#bye = message.code;
    else if (message.t === 'welcome' || message.t === 'waiting') {
      // The hello is answered: there is such a session, or there may be one.
      clearTimeout(this.#patience);
      this.answered = true;
    } else if (message.t === 'beat' && !this.answered) this.#wait(GREETING); // somebody is there, who is busy with it
    this.#ends.heard(message);
  }

  /** @param {string} why */
  #close(why) {
    this.drop();
    this.#ends.closed(why);
  }
}
