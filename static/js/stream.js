// The stream: the page's connection to its session. It says hello, keeps the
// secret and the session's text so that it can be taken up again, reconnects
// when the line breaks, and hands on what comes. Frames come in order and without
// gaps, or else a snapshot comes.

/** @import * as wire from './wire.js' */
import { Keepsake } from './keepsake.js';
import { SessionText, changesText } from './session-text.js';

/**
 * How the connection is:
 *
 *     connecting    for the first time
 *     live
 *     reconnecting  the line broke; the next attempt is at retryAt (ms since 1970)
 *     restarting    the server restarts; likewise
 *     full          no room; likewise, later
 *     gone          there is no such session (any more)
 *     fault         the session failed
 *     bad           the server does not understand this page; a reload may help
 *     closed        this page has hung up
 *
 * @typedef {'connecting'|'live'|'reconnecting'|'restarting'|'full'|'gone'|'fault'|'bad'|'closed'} StatusName
 * @typedef {{state: StatusName, retryAt: number | null}} Status
 */

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

/** @typedef {Omit<wire.Request, 'id'>} Question */
/** @typedef {{resolve: (answer: any) => void, reject: (why: Refused) => void, timer: number}} Asked */

/** How long a request waits for its answer, in ms. */
const PATIENCE = 15_000;
/** The first pause before another attempt, and the longest, in ms. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;
/** The pause when the server has no room, in ms. */
const FULL_PAUSE = 20_000;
/** How often the session's edge is put by, in ms. */
const KEEP_EVERY = 2_000;

/** Ends after which nobody but the person can go on. @type {Record<string, StatusName>} */
const FINAL = { gone: 'gone', fault: 'fault', bad: 'bad' };
/** States in which nothing is under way. @type {Set<StatusName>} */
const ENDED = new Set(['gone', 'fault', 'bad', 'closed']);
/** Close codes, for when the last message did not make it. @type {Record<number, string>} */
const CLOSE_CODES = { 4001: 'restart', 4002: 'slow', 4003: 'gone', 4004: 'fault', 4005: 'full', 4006: 'bad' };

/** What an address asks for, and what of it stays in the address of a session. @param {string} [search] */
function asked(search = '') {
  const wanted = new URLSearchParams(search);
  const size = wanted.get('size');
  return { embed: wanted.has('embed'), kept: size ? `?size=${encodeURIComponent(size)}` : '' };
}

/**
 * Events, each with its `detail`: 'status' a Status, 'welcome' a wire.Welcome,
 * 'snapshot' a wire.Snapshot, 'frame' a wire.Frame, and 'refused' a Refused that
 * nobody asked for.
 */
export class Stream extends EventTarget {
  /** @type {Status} */
  status = { state: 'connecting', retryAt: null };
  /** The session's name, once known. */
  session = '';
  /** Whether this page may command. */
  commands = false;

  /** @type {wire.Position | undefined} */
  #have;
  /** @type {WebSocket | undefined} */
  #socket;
  #bye = '';
  #attempts = 0;
  #retry = 0;
  #ids = 0;
  /** @type {Map<number, Asked>} */
  #asked = new Map();
  #keepsake;
  #record = new SessionText(
    () => this.request({ t: 'text' }),
    () => this.#keep(),
  );
  /** How it is played, as last known. */
  #played = { playing: true, speed: 0 };
  /** A shared link that this page was opened with, until there is a session for it. */
  #link = '';
  /** A lesson that this page was opened with, and a step of it, until there is a session for it. @type {{lesson: string, step?: string} | null} */
  #lesson = null;
  #kept = 0;
  #world;

  /**
   * @param {object} [world] what a test replaces
   * @param {{pathname: string, protocol: string, host: string, hash?: string, search?: string}} [world.location]
   * @param {Pick<History, 'replaceState'>} [world.history]
   * @param {Storage | null} [world.storage]
   * @param {new (url: string) => WebSocket} [world.Socket]
   * @param {() => number} [world.random]
   */
  constructor({ location = globalThis.location, history = globalThis.history, storage, Socket = globalThis.WebSocket, random = Math.random } = {}) {
    super();
    this.#world = { location, history, Socket, random };
    this.#keepsake = new Keepsake(storage);
    this.session = /^\/s\/([\w-]+)/.exec(location.pathname)?.[1] ?? '';
    if (!this.session) this.#link = /^#(1[\w-]+)$/.exec(location.hash ?? '')?.[1] ?? '';
    const [, lesson, step] = /^\/lesson\/([\w-]+)(?:\/([\w-]+))?\/?$/.exec(location.pathname) ?? [];
    if (lesson) this.#lesson = { lesson, step };
  }

  /** Connects, and stays connected. */
  start() {
    globalThis.addEventListener?.('online', () => this.#hurry());
    globalThis.addEventListener?.('pagehide', ({ persisted }) => {
      this.#keep();
      if (persisted) this.#rest();
    });
    globalThis.addEventListener?.('pageshow', ({ persisted }) => {
      if (persisted && !ENDED.has(this.status.state)) this.reconnect();
    });
    globalThis.document?.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#hurry();
    });
    this.#connect();
  }

  /** Tries again at once, also after an end that is final. */
  reconnect() {
    this.#attempts = 0;
    this.#connect();
  }

  /** Hangs up while the page is put aside: nobody watches, so no time is to pass. */
  #rest() {
    clearTimeout(this.#retry);
    this.#drop();
  }

  /** Hangs up for good. */
  stop() {
    this.#keep();
    clearTimeout(this.#retry);
    this.#drop();
    this.#say('closed');
  }

  /**
   * Asks the server for something.
   * @param {Question} question
   * @returns {Promise<any>} a wire.Done, wire.Stretch, wire.Text or wire.Shared; rejects with Refused
   */
  request(question) {
    const socket = this.#socket;
    if (!socket || this.status.state !== 'live') return Promise.reject(new Refused('offline'));
    const id = ++this.#ids;
    return new Promise((resolve, reject) => {
      const timer = Number(setTimeout(() => this.#settle(id, (asked) => asked.reject(new Refused('timeout'))), PATIENCE));
      this.#asked.set(id, { resolve, reject, timer });
      socket.send(JSON.stringify({ ...question, id }));
    });
  }

  /** Tells the server something that needs no answer. @param {Question} news */
  tell(news) {
    if (this.status.state === 'live') this.#socket?.send(JSON.stringify(news));
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#bye = '';
    const { location, Socket } = this.#world;
    if (this.status.state !== 'connecting') this.#say(this.status.state === 'restarting' ? 'restarting' : 'reconnecting');
    const socket = new Socket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.#hello()));
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code }) => this.#closed(this.#bye || CLOSE_CODES[code] || '');
  }

  /** @returns {Omit<wire.Request, 'id'>} */
  #hello() {
    if (!this.session) return { t: 'hello', ...(this.#link && { link: this.#link }), ...this.#lesson };
    const { secret, run, played } = this.#keepsake.of(this.session);
    return {
      t: 'hello',
      session: this.session,
      ...(secret && { secret }),
      ...(this.#have && { have: this.#have }),
      ...(secret && run && { run, ...played }),
    };
  }

  /** Lets go of the socket without a word. */
  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    for (const id of [...this.#asked.keys()]) this.#settle(id, (asked) => asked.reject(new Refused('offline')));
  }

  /** @param {wire.FromServer} message */
  #hear(message) {
    switch (message.t) {
      case 'welcome':
        this.#welcome(message);
        break;
      case 'snapshot':
        this.#have = { epoch: message.epoch, seq: message.seq };
        this.#record.forget();
        this.#record.reach(message.clusters);
        this.#pace(message.pace);
        this.#live();
        if (this.commands) this.#record.changed();
        this.#emit('snapshot', message);
        break;
      case 'frame':
        this.#frame(message);
        break;
      case 'refused':
        if (message.re === 0) this.#emit('refused', new Refused(message.code, message.values));
        else this.#settle(message.re, (asked) => asked.reject(new Refused(message.code, message.values)));
        break;
      case 'done':
      case 'stretch':
      case 'text':
      case 'link':
        if (message.t === 'text' && this.commands) this.#record.take(message);
        this.#settle(message.re, (asked) => asked.resolve(message));
        break;
      case 'bye':
        this.#bye = message.code;
        break;
    }
  }

  /** @param {wire.Welcome} welcome */
  #welcome(welcome) {
    const { session, secret, epoch, resumed } = welcome;
    this.session = session;
    this.commands = welcome.commands;
    if (secret) this.#keepsake.keepSecret(session, secret);
    this.#link = '';
    this.#lesson = null;
    const { location, history } = this.#world;
    const path = `/s/${session}`;
    const { embed, kept } = asked(location.search);
    // In another page's frame the address stays what that page has asked for.
    if (location.pathname !== path && !embed) history.replaceState(null, '', path + kept);
    if (!resumed) this.#have = undefined;
    else if (this.#have) this.#have.epoch = epoch;
    this.#emit('welcome', welcome);
    if (resumed) this.#live();
  }

  /** @param {wire.Frame} frame */
  #frame(frame) {
    const have = this.#have;
    if (!have) return;
    if (frame.seq <= have.seq) return;
    if (frame.seq > have.seq + 1) {
      // Frames are missing. Whoever says where it stopped gets them.
      this.#connect();
      return;
    }
    have.seq = frame.seq;
    this.#record.reach(frame.clusters ?? []);
    if (this.commands && changesText(frame)) this.#record.changed();
    if (frame.pace) this.#pace(frame.pace);
    if (Date.now() - this.#kept > KEEP_EVERY) this.#keep();
    this.#emit('frame', frame);
  }

  /** Takes note of how it is played; a change is worth putting by. @param {wire.Pace} pace */
  #pace({ playing, speed }) {
    if (playing === this.#played.playing && speed === this.#played.speed) return;
    this.#played = { playing, speed };
    this.#kept = 0;
  }

  #live() {
    this.#attempts = 0;
    this.#say('live');
  }

  /** The socket is closed. @param {string} why one of the Bye codes, "" if the line broke */
  #closed(why) {
    this.#drop();
    this.#record.pause();
    this.#keep();
    if (FINAL[why]) {
      this.#say(FINAL[why]);
      return;
    }
    const { random } = this.#world;
    let pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempts) * (0.5 + random());
    if (why === 'full') pause = FULL_PAUSE * (0.75 + random() / 2);
    if (why === 'slow') pause = 0;
    this.#attempts++;
    this.#say(why === 'full' ? 'full' : why === 'restart' || this.status.state === 'restarting' ? 'restarting' : 'reconnecting', Date.now() + pause);
    this.#retry = Number(setTimeout(() => this.#connect(), pause));
  }

  /** There is reason to believe that another attempt succeeds now. */
  #hurry() {
    if (this.status.retryAt !== null && this.status.state !== 'full') this.reconnect();
  }

  /** @param {number} id @param {(asked: Asked) => void} how */
  #settle(id, how) {
    const asked = this.#asked.get(id);
    if (!asked) return;
    this.#asked.delete(id);
    clearTimeout(asked.timer);
    how(asked);
  }

  #keep() {
    this.#kept = Date.now();
    const { run } = this.#record;
    if (this.commands && this.session && run) this.#keepsake.keepRun(this.session, run, this.#played);
  }

  /** @param {StatusName} state @param {number | null} [retryAt] */
  #say(state, retryAt = null) {
    if (this.status.state === state && this.status.retryAt === retryAt) return;
    this.status = { state, retryAt };
    this.#emit('status', this.status);
  }

  /** @param {string} type @param {any} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
