// The stream: the page's connection to its session. It says hello, keeps the
// secret and the session's text so that it can be taken up again, reconnects
// when the line breaks or goes mute, and hands on what comes. Frames come in order
// and without gaps, or else a snapshot comes.

/** @import * as wire from '../wire.js' */
import { linkIn } from './fragment.js';
import { SessionStore } from './session-store.js';
import { Pulse } from './pulse.js';
import { Refused, Requests } from './requests.js';
import { SessionText, changesText } from './session-text.js';

/**
 * How the connection is:
 *
 *     connecting    for the first time
 *     live
 *     waiting       whoever presents is not here; it goes on once they are
 *     reconnecting  the line broke; the next attempt is at retryAt (ms since 1970)
 *     silent        nobody answers on the line; likewise
 *     restarting    the server restarts; likewise
 *     full          no room; likewise, later
 *     unread        what this page brought along cannot be played: why says what is wrong
 *     gone          there can be no such session
 *     fault         the session failed
 *     bad           the server does not understand this page; a reload may help
 *     closed        this page has hung up
 *
 * @typedef {'connecting'|'live'|'waiting'|'reconnecting'|'silent'|'restarting'|'full'|'unread'|'gone'|'fault'|'bad'|'closed'} StatusName
 * @typedef {'run'|'link'|'lesson'|''} Brought what a page said hello with
 * @typedef {{state: StatusName, retryAt: number | null, why?: Refused, brought?: Brought}} Status
 */

/** @typedef {Omit<wire.Request, 'id'>} Question */

/** How long an attempt may take to get through, and a hello to be answered, in ms. */
const OPENING = 6_000;
const GREETING = 10_000;
/** The first pause before another attempt, and the longest, in ms: a class is back within five seconds. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 3_500;
/** The pause when the server has no room, in ms. */
const FULL_PAUSE = 20_000;
/** How often the session's edge is put by, in ms. */
const KEEP_EVERY = 2_000;

/** States in which nothing is under way. @type {Set<StatusName>} */
const ENDED = new Set(['unread', 'gone', 'fault', 'bad', 'closed']);
/** States that are told until the page is live again, or something else is known. @type {Set<StatusName>} */
const LASTING = new Set(['waiting', 'silent', 'restarting']);
/** Close codes, for when the last message did not make it. @type {Record<number, string>} */
const CLOSE_CODES = { 4001: 'restart', 4002: 'slow', 4003: 'gone', 4004: 'fault', 4005: 'full', 4006: 'bad', 4007: 'unread' };

/** What an address asks for, and what of it stays in the address of a session. @param {string} [search] */
function asked(search = '') {
  const wanted = new URLSearchParams(search);
  const size = wanted.get('size');
  return { embed: wanted.has('embed'), kept: size ? `?size=${encodeURIComponent(size)}` : '' };
}

/**
 * Events, each with its `detail`: 'status' a Status, 'welcome' a wire.Welcome,
 * 'snapshot' a wire.Snapshot, 'frame' a wire.Frame, 'refused' a Refused that nobody
 * asked for, and 'unkept', once, that the browser does not keep what is done here.
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
  /** Until when an attempt has to get through, and a hello to be answered. */
  #patience = 0;
  /** Whether the hello on this line was answered, and whether any ever was. */
  #answered = false;
  #received = false;
  /** How often in a row the server did not understand this page. */
  #misunderstood = 0;
  /** @type {Brought} */
  #brought = '';
  /** What is wrong with that, until it is known whether the server goes on all the same. @type {Refused | undefined} */
  #wrong;
  #requests = new Requests();
  #pulse = new Pulse(
    () => this.#socket?.send('{"t":"beat"}'),
    () => this.#closed('silent'),
  );
  #store;
  /** Whether anything was done in this run, and whether it was told that it is not kept. */
  #acted = false;
  #unkept = false;
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
    this.#store = new SessionStore(storage);
    this.session = /^\/s\/([\w-]+)/.exec(location.pathname)?.[1] ?? '';
    if (!this.session) this.#link = linkIn(location.hash ?? '');
    const [, lesson, step] = /^\/lesson\/([\w-]+)(?:\/([\w-]+))?\/?$/.exec(location.pathname) ?? [];
    if (lesson) this.#lesson = { lesson, step };
  }

  /** Connects, and stays connected. */
  start() {
    globalThis.addEventListener?.('online', () => this.#hurry());
    globalThis.addEventListener?.('offline', () => this.#pulse.doubt());
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

  /** The session's run as this page has kept it, and whether the browser keeps it, too. */
  get kept() {
    return { run: this.#store.of(this.session).run, lasts: this.#store.lasts(this.session) };
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
    return this.#requests.ask((id) => socket.send(JSON.stringify({ ...question, id })));
  }

  /** Tells the server something that needs no answer. @param {Question} news */
  send(news) {
    if (this.status.state === 'live') this.#socket?.send(JSON.stringify(news));
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#bye = '';
    this.#answered = false;
    this.#wrong = undefined;
    const { location, Socket } = this.#world;
    const { state } = this.status;
    if (state !== 'connecting') this.#say(LASTING.has(state) ? state : 'reconnecting');
    const socket = new Socket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
    this.#socket = socket;
    this.#wait(OPENING);
    socket.onopen = () => {
      socket.send(JSON.stringify(this.#hello()));
      this.#wait(GREETING);
      this.#pulse.begin();
    };
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = ({ code }) => this.#closed(this.#bye || CLOSE_CODES[code] || '');
  }

  /** Gives the line up if it takes longer than that. @param {number} most in ms */
  #wait(most) {
    clearTimeout(this.#patience);
    this.#patience = Number(setTimeout(() => this.#closed('silent'), most));
  }

  /** @returns {Omit<wire.Request, 'id'>} */
  #hello() {
    if (!this.session) {
      this.#brought = this.#link ? 'link' : this.#lesson ? 'lesson' : '';
      return { t: 'hello', ...(this.#link && { link: this.#link }), ...this.#lesson };
    }
    const { secret, run, played } = this.#store.of(this.session);
    this.#brought = secret && run ? 'run' : '';
    return {
      t: 'hello',
      session: this.session,
      ...(secret && { secret }),
      ...(this.#have && { have: this.#have }),
      ...(secret && run && { run, ...played }),
    };
  }

  /** Lets go of the socket without a word, and without waiting for one. */
  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#patience);
    this.#pulse.end();
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.#requests.giveUp();
  }

  /** @param {wire.FromServer} message */
  #hear(message) {
    this.#pulse.heard(message.t === 'beat');
    switch (message.t) {
      case 'beat':
        if (this.#answered) this.#attempts = 0;
        else this.#wait(GREETING); // somebody is there, who is busy with it
        break;
      case 'welcome':
        this.#greeted();
        this.#welcome(message);
        break;
      case 'waiting':
        this.#greeted();
        this.#say('waiting');
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
      case 'refused': {
        const why = new Refused(message.code, message.values);
        if (message.re !== 0) this.#requests.refuse(message.re, why);
        else if (this.#answered) this.#emit('refused', why);
        else this.#wrong = why;
        break;
      }
      case 'done':
      case 'stretch':
      case 'entries':
      case 'text':
      case 'link':
        if (message.t === 'text' && this.commands) this.#record.take(message);
        this.#requests.answer(message.re, message);
        break;
      case 'bye':
        this.#bye = message.code;
        break;
    }
  }

  /** The hello is answered: there is such a session, or there may be one. */
  #greeted() {
    clearTimeout(this.#patience);
    this.#answered = this.#received = true;
  }

  /** @param {wire.Welcome} welcome */
  #welcome(welcome) {
    const { session, secret, epoch, resumed } = welcome;
    this.session = session;
    this.commands = welcome.commands;
    if (secret) this.#store.keepSecret(session, secret);
    else if (this.#brought === 'run') this.#store.setUnread(session, false);
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
    if (this.#wrong) this.#emit('refused', this.#wrong);
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
    if (this.commands && changesText(frame)) {
      this.#acted = true;
      this.#record.changed();
    }
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
    this.#misunderstood = 0;
    this.#say('live');
  }

  /** The line is down. @param {string} why one of the Bye codes, "silent" if nobody answers, "" if it broke */
  #closed(why) {
    this.#drop();
    this.#record.pause();
    this.#keep();
    if (this.#ends(why)) return;
    const { random } = this.#world;
    let pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempts) * (0.5 + random() / 2);
    if (why === 'full') pause = FULL_PAUSE * (0.75 + random() / 2);
    this.#attempts++;
    this.#say(this.#between(why), Date.now() + pause);
    this.#retry = Number(setTimeout(() => this.#connect(), pause));
  }

  /**
   * Whether after this nobody but the person can go on. Whoever watched asks again
   * for as long as the page is open: who presents can bring a session back that has
   * ended or failed.
   * @param {string} why
   */
  #ends(why) {
    const owner = this.commands || !this.#received;
    if (why === 'unread') {
      if (this.#brought === 'run') this.#store.setUnread(this.session, true);
      this.#say('unread', null, { why: this.#wrong ?? new Refused('request.not-restored'), brought: this.#brought });
    } else if (why === 'gone' && !this.#received) this.#say('gone');
    else if (why === 'fault' && owner) this.#say('fault');
    else if (why === 'bad' && ++this.#misunderstood > 1) this.#say('bad');
    else return false;
    return true;
  }

  /** What there is to say until the next attempt. @param {string} why @returns {StatusName} */
  #between(why) {
    if (why === 'full' || why === 'silent') return why;
    if (why === 'restart' || this.status.state === 'restarting') return 'restarting';
    if ((why === 'gone' || why === 'fault') && !this.commands) return 'waiting';
    return 'reconnecting';
  }

  /** There is reason to believe that another attempt succeeds now. */
  #hurry() {
    if (this.status.retryAt !== null && this.status.state !== 'full') this.reconnect();
    else this.#pulse.doubt();
  }

  #keep() {
    this.#kept = Date.now();
    const { run } = this.#record;
    if (!this.commands || !this.session || !run) return;
    this.#store.keepRun(this.session, run, this.#played);
    if (!this.#acted || this.#unkept || this.#store.lasts(this.session)) return;
    this.#unkept = true;
    this.#emit('unkept', null);
  }

  /** @param {StatusName} state @param {number | null} [retryAt] @param {Pick<Status, 'why' | 'brought'>} [more] */
  #say(state, retryAt = null, more) {
    if (this.status.state === state && this.status.retryAt === retryAt) return;
    this.status = { state, retryAt, ...more };
    this.#emit('status', this.status);
  }

  /** @param {string} type @param {any} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
