// The stream: what the page hears of its session, and says to it. It says hello,
// reconnects when the line breaks or goes mute, brings along what was kept so that the
// session can be taken up again, and hands on what comes. Frames come in order and
// without gaps, or else a snapshot comes.

/** @import * as wire from '../wire.js' */
/** @import { Brought, Status, StatusName } from './status.js' */
import { askedFor, sessionAddress } from './address.js';
import { KeptSession } from './kept-session.js';
import { Refused, Requests } from './requests.js';
import { retryPause } from './retry-pause.js';
import { SessionStore } from './session-store.js';
import { Socket } from './socket.js';
import { ENDED, LASTING } from './status.js';

/**
 * Events, each with its `detail`: 'status' a Status, 'welcome' a wire.Welcome,
 * 'snapshot' a wire.Snapshot, 'frame' a wire.Frame, 'refused' a Refused that nobody
 * asked for, and 'unkept', once, that the browser does not keep what is done here.
 */
export class Stream extends EventTarget {
  /** @type {Status} */
  status = { state: 'connecting', retryAt: null };

  /** @type {wire.Position | undefined} */
  #have;
  #socket;
  #store;
  #kept;
  #requests = new Requests();
  #attempts = 0;
  #retry = 0;
  /** Whether any hello was ever answered. */
  #received = false;
  /** How often in a row the server did not understand this page. */
  #misunderstood = 0;
  /** @type {Brought} */
  #brought = '';
  /** What is wrong with that, until it is known whether the server goes on all the same. @type {Refused | undefined} */
  #wrong;
  /** The shared link or the lesson that this page was opened with, until there is a session for it. @type {ReturnType<typeof askedFor>['begins']} */
  #begins;
  #world;

  /**
   * @param {object} [world] what a test replaces
   * @param {{pathname: string, protocol: string, host: string, hash?: string, search?: string}} [world.location]
   * @param {Pick<History, 'replaceState'>} [world.history]
   * @param {Storage | null} [world.storage]
   * @param {new (url: string) => WebSocket} [world.WebSocket]
   * @param {() => number} [world.random]
   */
  constructor({ location = globalThis.location, history = globalThis.history, storage, WebSocket = globalThis.WebSocket, random = Math.random } = {}) {
    super();
    this.#world = { location, history, random };
    this.#store = new SessionStore(storage);
    this.#kept = new KeptSession(this.#store, () => this.request({ t: 'text' }), () => this.#emit('unkept', null));
    ({ session: this.#kept.session, begins: this.#begins } = askedFor(location));
    this.#socket = new Socket({
      open: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`),
      hello: () => this.#hello(),
      heard: (message) => this.#hear(message),
      closed: (why) => this.#closed(why),
    });
  }

  /** The session's name, once known. */
  get session() {
    return this.#kept.session;
  }

  /** Whether this page may command. */
  get commands() {
    return this.#kept.commands;
  }

  /** The session's run as this page has kept it, and whether the browser keeps it, too. */
  get kept() {
    return { run: this.#store.of(this.session).run, lasts: this.#store.lasts(this.session) };
  }

  /** When what is heard now has come, in ms, on the page's clock. */
  get heardAt() {
    return this.#socket.heardAt;
  }

  /** Connects, and stays connected. */
  start() {
    globalThis.addEventListener?.('online', () => this.#hurry());
    globalThis.addEventListener?.('offline', () => this.#socket.doubt());
    globalThis.addEventListener?.('pagehide', ({ persisted }) => {
      this.#kept.keep();
      if (persisted) this.#rest(); // nobody watches, so no time is to pass
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

  /** Hangs up for good. */
  stop() {
    this.#kept.keep();
    this.#rest();
    this.#say('closed');
  }

  /** Hangs up until somebody connects again. */
  #rest() {
    clearTimeout(this.#retry);
    this.#socket.drop();
    this.#requests.giveUp();
  }

  /**
   * Asks the server for something.
   * @param {wire.FromPage} question
   * @returns {Promise<any>} a wire.Done, wire.Stretch, wire.Text or wire.Shared; rejects with Refused
   */
  request(question) {
    if (this.status.state !== 'live' || !this.#socket.there) return Promise.reject(new Refused('offline'));
    return this.#requests.ask((id) => this.#socket.send({ ...question, id }));
  }

  /** Tells the server something that needs no answer. @param {wire.FromPage} news */
  send(news) {
    if (this.status.state === 'live') this.#socket.send(news);
  }

  #connect() {
    this.#rest();
    this.#wrong = undefined;
    const { state } = this.status;
    if (state !== 'connecting') this.#say(LASTING.has(state) ? state : 'reconnecting');
    this.#socket.connect();
  }

  /** @returns {wire.HelloRequest} */
  #hello() {
    if (!this.session) {
      this.#brought = this.#begins.link ? 'link' : this.#begins.lesson ? 'lesson' : '';
      return { t: 'hello', ...this.#begins };
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

  /** @param {wire.FromServer} message */
  #hear(message) {
    switch (message.t) {
      case 'beat':
        if (this.#socket.answered) this.#attempts = 0;
        break;
      case 'welcome':
        this.#received = true;
        this.#welcome(message);
        break;
      case 'waiting':
        this.#received = true;
        this.#say('waiting');
        break;
      case 'snapshot':
        this.#have = { epoch: message.epoch, seq: message.seq };
        this.#kept.begin(message);
        this.#live();
        this.#kept.ask();
        this.#emit('snapshot', message);
        break;
      case 'frame':
        this.#frame(message);
        break;
      case 'refused': {
        const why = new Refused(message.code, message.values);
        if (message.re !== 0) this.#requests.refuse(message.re, why);
        else if (this.#socket.answered) this.#emit('refused', why);
        else this.#wrong = why;
        break;
      }
      case 'done':
      case 'stretch':
      case 'entries':
      case 'text':
      case 'link':
        if (message.t === 'text') this.#kept.take(message);
        this.#requests.answer(message.re, message);
        break;
    }
  }

  /** @param {wire.Welcome} welcome */
  #welcome(welcome) {
    const { session, secret, commands, epoch, resumed } = welcome;
    Object.assign(this.#kept, { session, commands });
    if (secret) this.#store.keepSecret(session, secret);
    else if (this.#brought === 'run') this.#store.setUnread(session, false);
    this.#begins = {};
    const address = sessionAddress(session, this.#world.location);
    if (address) this.#world.history.replaceState(null, '', address);
    if (!resumed) this.#have = undefined;
    else if (this.#have) this.#have.epoch = epoch;
    this.#emit('welcome', welcome);
    if (this.#wrong) this.#emit('refused', this.#wrong);
    if (resumed) this.#live();
  }

  /** @param {wire.Frame} frame */
  #frame(frame) {
    const have = this.#have;
    if (!have || frame.seq <= have.seq) return;
    if (frame.seq > have.seq + 1) {
      // Frames are missing. Whoever says where it stopped gets them.
      this.#connect();
      return;
    }
    have.seq = frame.seq;
    this.#kept.follow(frame);
    this.#emit('frame', frame);
  }

  #live() {
    this.#misunderstood = 0;
    this.#say('live');
  }

  /** The line is down. @param {string} why one of the Bye codes, "silent" if nobody answers, "" if it broke */
  #closed(why) {
    this.#requests.giveUp();
    this.#kept.pause();
    if (this.#ends(why)) return;
    const pause = retryPause(this.#attempts++, why === 'full', this.#world.random());
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
    else this.#socket.doubt();
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
