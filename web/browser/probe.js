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

  /** What a server's log shows, as far as it is in view. */
  log: (id) =>
    [...document.querySelectorAll(`[data-log="${id}"] [data-entry]`)]
      .map((cell) => ({ index: Number(cell.dataset.entry), term: Number(cell.dataset.term), state: cell.dataset.state, command: cell.querySelector('b').textContent }))
      .sort((a, b) => a.index - b.index),

  /** The instant that is shown, in ms. */
  now: () => Number(document.getElementById('now').textContent.replace(/[^\d.]/g, '')),

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

  /** The part of the window around a point on the way between two servers; without one, the middle. */
  between(a, b, part = 0.5, size = 36) {
    const [p, q] = [a, b].map((id) => {
      const { left, top, width, height } = document.querySelector(`[data-server="${id}"] .disc`).getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    return { left: p.x + (q.x - p.x) * part - size / 2, top: p.y + (q.y - p.y) * part - size / 2, width: size, height: size };
  },

  /** How a failure names an element. */
  nameOf: (element) => element.id || element.dataset?.server || element.dataset?.pick || element.dataset?.client || element.dataset?.filter || element.getAttribute?.('class') || element.tagName,

  /**
   * Texts of which a part cannot be seen where it stands, cannot be scrolled to, and
   * is not told by a title.
   */
  clipped() {
    const found = [];
    for (const [node, on] of probe.textNodes()) {
      if (!probe.seen(on) || on.closest('.visually-hidden, .skip:not(:focus), option') || on.closest('[title]')?.title.includes(node.data.trim())) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const out = probe.cut(on, rect);
        if (out) {
          found.push(`${probe.nameOf(on)}: “${node.data.trim()}” ${out}`);
          break;
        }
      }
    }
    return found;
  },

  /** How much of a line of text is cut off by what it stands in, "" if nothing is. */
  cut(on, { left, right, top, bottom }) {
    for (let around = on; around; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const box = around.getBoundingClientRect();
      const scrolls = /auto|scroll/.test(overflowX + overflowY);
      if (scrolls) return '';
      const wide = overflowX !== 'visible' ? Math.max(box.left - left, right - box.right) : 0;
      // A line is higher than its letters.
      const high = overflowY !== 'visible' ? Math.max(box.top - top, bottom - box.bottom) - 0.3 * (bottom - top) : 0;
      if (wide > 1.5 || high > 1) return `is cut by ${Math.ceil(Math.max(wide, high))} px at ${probe.nameOf(around)}`;
    }
    const beyond = Math.max(-left, right - innerWidth, -top, bottom - innerHeight);
    return beyond > 1.5 ? `is ${Math.ceil(beyond)} px outside the window` : '';
  },

  /** Texts that do not stand out enough from what they stand on (WCAG AA). */
  faint() {
    const found = new Set();
    for (const [node, on] of probe.textNodes()) {
      if (!probe.seen(on) || on.closest('svg, .visually-hidden, [aria-disabled="true"], [disabled], option')) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(on);
      const size = parseFloat(fontSize);
      const least = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
      const ground = probe.ground(on);
      const contrast = probe.contrast(probe.over(probe.rgba(color), ground), ground);
      if (contrast < least - 0.02) found.add(`${probe.nameOf(on)}: “${node.data.trim()}” has a contrast of ${contrast.toFixed(2)}`);
    }
    return [...found];
  },

  /** What an element stands on: the colours behind it, one over the other. */
  ground(element) {
    const layers = [];
    for (let around = element; around; around = around.parentElement) {
      const colour = probe.rgba(getComputedStyle(around).backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduceRight((below, colour) => probe.over(colour, below), [255, 255, 255, 1]);
  },

  /** A colour as red, green, blue (to 255) and opacity (to 1). */
  rgba(colour) {
    probe.colours ??= new Map();
    if (!probe.colours.has(colour)) probe.colours.set(colour, probe.painted(colour));
    return probe.colours.get(colour);
  },

  painted(colour) {
    const pen = (probe.pen ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }));
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  },

  over: ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1],

  /** The contrast of two colours as WCAG has it. */
  contrast(a, b) {
    const light = (colour) => {
      const [r, g, b] = colour.slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  },

  /** All texts in the document, with the elements that they stand in. */
  textNodes() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const on = node.parentElement;
      if (node.data.trim() && on && !on.closest('script, style, noscript')) found.push([node, on]);
    }
    return found;
  },

  /** What of the ring stands too near to something else, outside, or is written too small. */
  crowded(least) {
    const found = [];
    const ring = document.querySelector('#stage .ring').getBoundingClientRect();
    const discs = [...document.querySelectorAll('[data-server] .track')].map((disc) => disc.getBoundingClientRect());
    const middle = ({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 });
    discs.forEach((a, i) => {
      const [p, id] = [middle(a), probe.servers()[i].id];
      if (a.left < ring.left - 1 || a.right > ring.right + 1 || a.top < ring.top - 1 || a.bottom > ring.bottom + 1) found.push(`${id} stands outside`);
      discs.slice(i + 1).forEach((b, j) => {
        const q = middle(b);
        if (Math.hypot(p.x - q.x, p.y - q.y) < (a.width + b.width) / 2) found.push(`${id} overlaps ${probe.servers()[i + 1 + j].id}`);
      });
    });
    for (const text of document.querySelectorAll('[data-server] text, [data-log] .log-label, [data-log] [data-entry] b')) {
      if (!probe.seen(text)) continue;
      const size = parseFloat(getComputedStyle(text).fontSize);
      if (size < least) found.push(`“${text.textContent}” is written in ${size.toFixed(1)} px`);
    }
    for (const row of document.querySelectorAll('[data-log]')) {
      const { top, bottom, height } = row.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight || height < 18) found.push(`the log of ${row.dataset.log} is ${Math.round(height)} px high, from ${Math.round(top)} px on`);
    }
    return found;
  },

  /** Whether an entry of the first log is in view. */
  inView(index) {
    const cell = document.querySelector(`[data-log] [data-entry="${index}"]`);
    if (!cell) return false;
    const [a, b] = [cell.getBoundingClientRect(), document.querySelector('.logs-scroll').getBoundingClientRect()];
    return a.left >= b.left - 1 && a.right <= b.right + 1;
  },

  /** What is to be touched and is too small for a finger. */
  small(least) {
    return [...document.querySelectorAll('button, select, input, textarea, a[href], [role=slider], [role=tab], [data-server], [data-client]')]
      .filter((element) => probe.seen(element))
      .map((element) => ({ element, ...probe.reach(element) }))
      .filter(({ width, height }) => width < least || height < least)
      .map(({ element, width, height }) => `${probe.nameOf(element)}: ${Math.round(width)}×${Math.round(height)}`);
  },

  /** How large the area is in which a touch is a touch of an element. */
  reach(element) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hits = (x, y) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);
    };
    const [x, y] = [left + width / 2, top + height / 2];
    if (!hits(x, y)) return { width, height };
    const far = (dx, dy) => {
      let n = 0;
      while (n < 40 && hits(x + dx * (n + 1), y + dy * (n + 1))) n++;
      return n;
    };
    return { width: far(1, 0) + far(-1, 0) + 1, height: far(0, 1) + far(0, -1) + 1 };
  },

  /**
   * All that can be read or heard, with where it stands. What was said before the
   * language changed stays as it was said.
   */
  texts() {
    const said = '#announcer, #toasts';
    const found = probe.textNodes().filter(([, on]) => probe.seen(on) && !on.closest(said)).map(([node, on]) => [probe.nameOf(on), node.data.trim()]);
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext', 'data-reason', 'data-about']) {
      for (const on of document.querySelectorAll(`[${name}]`)) {
        if (on.getAttribute(name) && probe.seen(on) && !on.closest(said)) found.push([`${probe.nameOf(on)}[${name}]`, on.getAttribute(name)]);
      }
    }
    return found;
  },

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
