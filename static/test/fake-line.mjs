// A page's line to a server for tests: a stream whose sockets are fake, and what a server
// says on them; and a browser's storage.
import { Stream } from '../js/connection/stream.js';
import { cluster } from './run.mjs';

export class Storage {
  #map = new Map();
  get length() { return this.#map.size; }
  key(i) { return [...this.#map.keys()][i] ?? null; }
  getItem(key) { return this.#map.get(key) ?? null; }
  setItem(key, value) { this.#map.set(key, value); }
  removeItem(key) { this.#map.delete(key); }
}

/** A stream with fake sockets, of which `sockets` has every one that was opened. */
export function open({ pathname = '/', hash = '', search = '', storage = new Storage() } = {}) {
  const sockets = [];
  class WebSocket {
    sent = [];
    closed = false;
    constructor(url) { this.url = url; sockets.push(this); }
    send(text) { this.sent.push(JSON.parse(text)); }
    close() { this.closed = true; }
    say(...messages) { this.onmessage?.({ data: messages.map((m) => JSON.stringify(m)).join('\n') }); }
    end(code = 1006) { this.onclose?.({ code }); }
  }
  const location = { protocol: 'http:', host: 'raft.test', pathname, hash, search };
  const history = { replaceState: (_state, _title, path) => { location.pathname = path; } };
  const stream = new Stream({ location, history, storage, WebSocket, random: () => 0.5 });
  const heard = [];
  for (const type of ['status', 'welcome', 'snapshot', 'frame', 'refused', 'unkept']) stream.addEventListener(type, (e) => heard.push([type, e.detail]));
  stream.start();
  const last = () => sockets.at(-1);
  /** Answers what was asked last of a kind. */
  const answer = (kind, more) => last().say({ t: kind, re: last().sent.findLast((q) => q.t === kind).id, ...more });
  return { stream, sockets, heard, location, storage, last, answer };
}
export const welcome = (more) => ({ t: 'welcome', session: 'ab12', commands: true, epoch: 'e1', resumed: false, engine: '1', assets: '', ...more });
export const snapshot = (seq, more) => ({ t: 'snapshot', epoch: 'e1', seq, clusters: [cluster()], pace: { playing: true, speed: 0, rate: 1 }, watching: 1, ...more });
export const frame = (seq, more) => ({ t: 'frame', seq, ...more });
export function begin(page) {
  page.last().onopen();
  page.last().say(welcome({ secret: 's3cret' }));
  page.last().say(snapshot(10));
}

/** The page's own time passes, and somebody answers its beats. @param {(turn: number) => void} [each] is done every second */
export function pass(time, page, seconds, each = () => {}) {
  for (let i = 0; i < seconds; i++) {
    const { length } = page.last().sent;
    time.tick(1_000);
    each(i);
    if (page.last().sent.slice(length).some((q) => q.t === 'beat')) page.last().say({ t: 'beat' });
  }
}
