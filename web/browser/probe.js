// What the tests have in a page before its own script runs: ways to wait and to
// look. It changes nothing.

window.probe = {
  /** What the content security policy stopped. @type {string[]} */
  violations: [],

  /** Resolves with the first true value of a condition; looks on every frame. */
  until(condition, ms) {
    const deadline = performance.now() + ms;
    return new Promise((resolve, reject) => {
      let frame = 0;
      let timer = 0;
      const look = () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        let value;
        try {
          value = condition();
        } catch (why) {
          reject(why);
          return;
        }
        if (value) resolve(value);
        else if (performance.now() > deadline) reject(new Error('it did not come about in time'));
        else {
          frame = requestAnimationFrame(look);
          timer = setTimeout(look, 100); // a page that is not seen has no frames
        }
      };
      look();
    });
  },

  /** Resolves when so many frames have been drawn. */
  async frames(count) {
    for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  },

  /** Resolves with the instant that is shown, once it stays the same. */
  async rest() {
    for (let same = 0, at = NaN; same < 20; ) {
      await probe.frames(1);
      same = probe.now() === at ? same + 1 : 0;
      at = probe.now();
    }
    return probe.now();
  },

  /** The servers as the stage shows them. */
  servers: () =>
    [...document.querySelectorAll('[data-server]')].map(({ dataset: { server, role, term, commitIndex, lastIndex } }) => ({
      id: server,
      role,
      term: Number(term),
      commitIndex: Number(commitIndex),
      lastIndex: Number(lastIndex),
    })),

  /** The running leader of the highest term, null if there is none. */
  leader: () =>
    probe
      .servers()
      .filter(({ role }) => role === 'leader')
      .sort((a, b) => b.term - a.term)[0] ?? null,

  /** The clusters as their titles tell them; of several shown one at a time, those that have a name. */
  clusters: () =>
    [...document.querySelectorAll('[data-cluster]')].map((cell) => ({
      id: cell.dataset.cluster,
      title: cell.querySelector('.cell-title')?.textContent ?? '',
      since: cell.querySelector('.since:not([hidden])')?.title ?? '',
      active: cell.classList.contains('is-active'),
      seen: probe.seen(cell),
      servers: [...cell.querySelectorAll('[data-server]')].map(({ dataset: { server, role, term } }) => `${server} ${role} ${term}`),
    })),

  /** One of them. */
  cluster: (id) => probe.clusters().find((cluster) => cluster.id === id),

  /** What a server's log shows, as far as it is in view. */
  log: (id) =>
    [...document.querySelectorAll(`[data-log="${id}"] [data-entry]`)]
      .map((cell) => ({ index: Number(cell.dataset.entry), term: Number(cell.dataset.term), state: cell.dataset.state, command: cell.querySelector('b').textContent }))
      .sort((a, b) => a.index - b.index),

  /** The instant that is shown, in ms. */
  now: () => {
    const text = document.getElementById('now').textContent;
    if (text.includes(':')) return Math.round(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
    return Number(text.replace(/[^\d.]/g, ''));
  },

  /** The same as the timeline tells it, at once, in whole ms. */
  at: () => Number(document.getElementById('track').getAttribute('aria-valuenow')),

  box(id) {
    const { left, top, width, height } = document.getElementById(id).getBoundingClientRect();
    return { left, top, width, height };
  },

  live: () => document.getElementById('live').getAttribute('aria-pressed') === 'true',
  playing: () => document.getElementById('play').dataset.playing === 'true',
  role: (id) => document.querySelector(`[data-server="${id}"]`)?.dataset.role,
  phase: (client) => document.querySelector(`[data-request="${client}"]`)?.dataset.phase,

  /** Why a control would do nothing now, null if it would do something. */
  reason: (id) => document.getElementById(id).dataset.reason ?? null,

  /** Whether an element can be seen. */
  seen: (element) => element !== null && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0,

  /** Where to press an element: a point at which it, or something in it, is on top. Null while there is none. */
  point(selector) {
    const element = document.querySelector(selector);
    if (!probe.seen(element)) return null;
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    // A group of shapes may have nothing in its middle.
    for (const [x, y] of [[0.5, 0.5], [0.5, 0.25], [0.25, 0.5], [0.75, 0.5], [0.5, 0.75]]) {
      const at = { x: left + x * width, y: top + y * height };
      if (element.contains(document.elementFromPoint(at.x, at.y))) return at;
    }
    return null;
  },

  /** What the stage's canvas shows in a part of the window: how many pixels, and which. */
  drawn({ left, top, width, height }) {
    const canvas = document.querySelector('#stage canvas');
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    const { data } = canvas.getContext('2d').getImageData((left - box.left) * ratio, (top - box.top) * ratio, Math.max(1, width * ratio), Math.max(1, height * ratio));
    let pixels = 0;
    let hash = 0;
    for (let i = 3; i < data.length; i += 4) {
      if (data[i] < 40) continue;
      pixels++;
      hash = (Math.imul(hash, 31) + i) | 0;
    }
    return { pixels, hash };
  },

  /** How much of the circle of a server's timer is drawn, from 0 to 1. */
  arc(id) {
    const canvas = document.querySelector('#stage canvas');
    const box = canvas.getBoundingClientRect();
    const track = document.querySelector(`[data-server="${id}"] .track`);
    const { left, top, width, height } = track.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    const radius = track.r.baseVal.value;
    const pen = canvas.getContext('2d');
    const looks = 60;
    let seen = 0;
    for (let i = 0; i < looks; i++) {
      const angle = (2 * Math.PI * i) / looks;
      const x = left + width / 2 - box.left + radius * Math.cos(angle);
      const y = top + height / 2 - box.top + radius * Math.sin(angle);
      if (pen.getImageData(x * ratio, y * ratio, 1, 1).data[3] > 40) seen++;
    }
    return seen / looks;
  },

  /** Where a server is. */
  middle(id) {
    const { left, top, width, height } = document.querySelector(`[data-server="${id}"] .disc`).getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  },

  /** The part of the window around the middle of the way between two servers. */
  between(a, b, size) {
    const [p, q] = [probe.middle(a), probe.middle(b)];
    return { left: (p.x + q.x - size) / 2, top: (p.y + q.y - size) / 2, width: size, height: size };
  },

  /** Who stands next to a server on the ring: of the two the one further away. */
  neighbour(id) {
    const ids = probe.servers().map((s) => s.id);
    const at = ids.indexOf(id);
    const far = (other) => Math.hypot(probe.middle(id).x - probe.middle(other).x, probe.middle(id).y - probe.middle(other).y);
    return [ids.at((at + 1) % ids.length), ids.at(at - 1)].sort((a, b) => far(b) - far(a))[0];
  },

  /** How a failure names an element. */
  nameOf: (element) => element.id || element.dataset?.server || element.dataset?.pick || element.dataset?.client || element.dataset?.filter || element.getAttribute?.('class') || element.tagName,

  /** Sets a field as a person would, with the events that go with it. */
  fill(selector, value) {
    const field = document.querySelector(selector);
    field.value = value;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    return field.value === String(value);
  },
};

document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
  probe.violations.push(`${violatedDirective} stopped ${blockedURI} (${sourceFile}:${lineNumber})`),
);
