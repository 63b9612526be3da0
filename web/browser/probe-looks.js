// What the tests look at when they judge how a page looks: what is cut off, too
// faint, too small or too near to something else, and all that is said.

Object.assign(window.probe, {
  /** Resolves when a change of colours, if one has just begun, is over. */
  async still() {
    // How it stands is asked frame by frame: of one that has ended out of sight, Chromium may
    // keep neither the promise `finished` nor the list up to date.
    do await probe.frames(2);
    while (document.getAnimations().some((a) => a instanceof CSSTransition && a.playState === 'running'));
  },

  /**
   * Texts of which a part cannot be seen where it stands, cannot be scrolled to, and
   * is not told by a title.
   */
  clipped() {
    const found = [];
    for (const [node, on] of probe.textNodes()) {
      if (!probe.seen(on) || probe.aloud(on) || on.closest('.skip:not(:focus), option') || on.closest('[title]')?.title.includes(node.data.trim())) continue;
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

  /** Whether it is only read aloud, here at least. */
  aloud(on) {
    for (let around = on; around; around = around.parentElement) if (getComputedStyle(around).clipPath === 'inset(50%)') return true;
    return false;
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
      if (!probe.seen(on) || probe.aloud(on) || on.closest('svg, [aria-disabled="true"], [disabled], option')) continue;
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

  /** What of the clusters side by side stands over another, outside, or too near to something else. */
  beside() {
    const found = [];
    const stage = document.getElementById('stage').getBoundingClientRect();
    const cells = [...document.querySelectorAll('[data-cluster]')].filter(probe.seen).map((cell) => ({ id: cell.dataset.cluster, cell, box: cell.getBoundingClientRect() }));
    cells.forEach(({ id, cell, box }, i) => {
      if (box.left < stage.left - 1 || box.right > stage.right + 1 || box.top < stage.top - 1 || box.bottom > stage.bottom + 1) found.push(`${id} stands outside the stage`);
      for (const other of cells.slice(i + 1)) {
        if (box.left < other.box.right - 1 && other.box.left < box.right - 1 && box.top < other.box.bottom - 1 && other.box.top < box.bottom - 1) found.push(`${id} stands over ${other.id}`);
      }
      const discs = [...cell.querySelectorAll('[data-server]')].map((server) => ({ name: server.dataset.server, disc: server.querySelector('.track').getBoundingClientRect() }));
      discs.forEach(({ name, disc: a }, k) => {
        if (a.width < 28) found.push(`${id}: ${name} is ${a.width.toFixed(0)} px wide`);
        if (a.left < box.left - 1 || a.right > box.right + 1 || a.top < box.top - 1 || a.bottom > box.bottom + 1) found.push(`${id}: ${name} stands outside`);
        for (const { name: other, disc: b } of discs.slice(k + 1)) {
          const far = Math.hypot(a.left + a.width / 2 - b.left - b.width / 2, a.top + a.height / 2 - b.top - b.height / 2);
          if (far < (a.width + b.width) / 2) found.push(`${id}: ${name} stands over ${other}`);
        }
      });
      for (const server of cell.querySelectorAll('[data-server]')) {
        const [name, term] = [server.querySelector('.name'), server.querySelector('.term')];
        const apart = term.getAttribute('y') - name.getAttribute('y');
        if (probe.seen(term) && apart < 0.92 * parseFloat(getComputedStyle(term).fontSize)) found.push(`${id}: the term of ${server.dataset.server} stands ${apart.toFixed(1)} px below its name`);
      }
      for (const row of cell.querySelectorAll('[data-log]')) {
        const { bottom, height } = row.getBoundingClientRect();
        if (height > 0 && (bottom > box.bottom + 1 || height < 12)) found.push(`${id}: the log of ${row.dataset.log} does not fit`);
      }
      for (const button of cell.querySelectorAll('.cell-head button')) {
        const { left, right } = button.getBoundingClientRect();
        if (right > left && (left < box.left || right > box.right + 1)) found.push(`${id}: ${probe.nameOf(button)} stands outside`);
      }
    });
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
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
      .filter((element) => probe.seen(element) && !probe.scrolledOff(element))
      .map((element) => ({ element, ...probe.reach(element) }))
      .filter(({ width, height }) => width < least || height < least)
      .map(({ element, width, height }) => `${probe.nameOf(element)}: ${Math.round(width)}×${Math.round(height)}`);
  },

  /** Whether the edge of what scrolls cuts an element off: whoever scrolls sees it whole. */
  scrolledOff(element) {
    const { top, bottom } = element.getBoundingClientRect();
    for (let box = element.parentElement; box; box = box.parentElement) {
      const edges = box.getBoundingClientRect();
      if (/auto|scroll/.test(getComputedStyle(box).overflowY) && (top < edges.top || bottom > edges.bottom)) return true;
    }
    return false;
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
});
