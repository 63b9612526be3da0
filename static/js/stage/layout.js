// Where everything stands: the servers on a ring, the clients beside it, and the
// two lanes of every link. Pure geometry in pixels, worked out once for a size and
// a cluster; nothing here is asked for a frame.

/** @typedef {{x: number, y: number}} Point */

/**
 * A way that a message takes: from a through the bend, if there is one, to b.
 * @typedef {{a: Point, b: Point, bend: Point | null}} Lane
 */

/**
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {number} radius of a server's disc
 * @property {number} timer the radius of its timer
 * @property {number} stroke the width of its timer
 * @property {number} outer the radius of all of it
 * @property {number} text the size of a server's name
 * @property {number} pip the radius of a vote
 * @property {number} votes how far a candidate's votes reach beyond all of it
 * @property {boolean[]} votesAbove for each server, whether they stand above it
 * @property {boolean} tally whether there is room for words beside the votes
 * @property {boolean} words whether there is room for the role in a word
 * @property {number} message the scale of messages
 * @property {Point} centre of the ring
 * @property {Point[]} servers
 * @property {Point[]} clients
 * @property {number} client the half width of a client's square
 */

/** How far things reach from a server's centre, in parts of its radius. */
const TIMER = 1.21;
const OUTER = 1.28;
const CROWN = 1.64;

/** The least and the largest radius of a server, in px. */
const SMALLEST = 12;
const LARGEST = 84;
/** The height below which it is scarce, in px at the usual text size. */
const SCARCE = 290;

/** For each number of servers: the largest radius in parts of the height, how much wider than high the ring may be, and how much of a link is free, in radii. */
const LOOKS = [
  { radius: 0, flat: 1, free: 0 },
  { radius: 0.19, flat: 1, free: 0 },
  { radius: 0.17, flat: 1, free: 1.6 },
  { radius: 0.165, flat: 1.7, free: 2 },
  { radius: 0.15, flat: 2, free: 1.7 },
  { radius: 0.13, flat: 2, free: 1.4 },
  { radius: 0.125, flat: 2.2, free: 1.1 },
  { radius: 0.12, flat: 2.3, free: 0.9 },
  { radius: 0.115, flat: 2.5, free: 0.7 },
  { radius: 0.115, flat: 2.6, free: 0.6 },
];

/**
 * How much of the usual room there has to be between servers, from all of it to
 * none, and how small a server may become before it has to do with less.
 * @type {[number, number][]}
 */
const ROOM = [[1, 41], [0.75, 30], [0.5, 22], [0.25, 17], [0, SMALLEST]];

/** @typedef {{width: number, height: number, servers: number, clients: number, scale: number}} Wanted */

/**
 * @param {object} wanted
 * @param {number} wanted.width of the ring's area, in px
 * @param {number} wanted.height
 * @param {number} wanted.servers how many, 1 to 9
 * @param {number} wanted.clients how many, 0 to 8
 * @param {number} [wanted.scale] of text: 1 is the browser's usual size
 * @returns {Layout}
 */
export function layout({ scale = 1, ...size }) {
  const wanted = { ...size, scale };
  const largest = Math.min(LARGEST * scale, Math.max(28, size.height * LOOKS[size.servers].radius));
  for (const [strict, least] of ROOM) {
    for (let radius = largest; radius >= least; radius -= 1) {
      const found = attempt(wanted, radius);
      if (fits(found, wanted, strict)) return found;
    }
  }
  return attempt(wanted, SMALLEST);
}

/** The layout with servers of a radius, whether or not they fit. @param {Wanted} wanted @param {number} radius @returns {Layout} */
function attempt({ width, height, servers: n, clients, scale }, radius) {
  const outer = radius * OUTER + 1;
  const pip = Math.max(4, Math.min(radius * 0.17, 11));
  const tally = radius >= 33;
  const votes = 5 + 2 * pip + (tally ? 0.34 * radius : 0);
  const edge = Math.max(6, Math.min(width, height) * 0.02);
  const above = Math.max(radius * CROWN, outer + 4);
  // Votes stand below a server; where height is scarce, those of the lower servers
  // stand above, on the side of the ring's middle.
  const scarce = n > 2 && height < SCARCE * scale;
  const below = scarce ? outer + 4 : outer + votes;

  const square = clients === 0 ? 0 : clientSize(radius, height, clients);
  const column = clients === 0 ? 0 : 2 * square + edge + Math.max(10, radius * 0.5);

  const roomX = Math.max(0, width - column - 2 * outer - 2 * edge);
  const roomY = Math.max(0, height - above - below - 2 * edge);
  const { points, tall, wide, size } = widest(n, roomX, roomY, radius);
  const half = wide / 2 + outer;
  const cx = Math.max(edge + half, Math.min(width / 2, width - column - edge - half));
  const top = edge + above + (roomY - tall) / 2;
  const places = points.map(({ x, y }) => ({ x: cx + x * size, y: top + y * size }));
  const cy = (Math.min(...places.map((p) => p.y)) + Math.max(...places.map((p) => p.y))) / 2;
  return {
    width,
    height,
    radius,
    timer: radius * TIMER,
    stroke: Math.max(3, radius * 0.11),
    outer,
    text: radius * 0.44,
    pip,
    votes,
    votesAbove: places.map(({ y }) => scarce && y > cy + 1),
    tally,
    words: radius >= 26,
    message: Math.max(0.74, Math.min(1.5 * scale, radius / 43)),
    centre: { x: cx, y: cy },
    servers: places,
    clients: clientPlaces(clients, { x: width - edge - square, height, square }),
    client: square,
  };
}

/**
 * Whether servers leave each other room, also for a candidate's votes, and stay
 * within the area.
 * @param {Layout} layout
 * @param {Wanted} wanted
 * @param {number} strict how much of the usual room there has to be
 */
function fits({ servers, outer, radius, pip, votes, votesAbove, clients, client }, { servers: n, width, height }, strict) {
  const free = Math.max(6, LOOKS[n].free * radius * strict);
  const half = n * (pip + 1);
  const right = clients.length > 0 ? clients[0].x - client - 4 : width - 2;
  return servers.every((a, i) => {
    if (a.x - outer < 2 || a.x + outer > right || a.y - outer < 2 || a.y + outer > height - 2) return false;
    const [top, bottom] = votesAbove[i] ? [a.y - outer - votes, a.y - outer] : [a.y + outer, a.y + outer + votes];
    if (top < 0 || bottom > height) return false;
    return servers.every((b, j) => {
      if (j === i) return true;
      if (j > i && Math.hypot(a.x - b.x, a.y - b.y) < 2 * outer + free) return false;
      const dx = Math.max(0, Math.abs(b.x - a.x) - half);
      const dy = Math.max(0, top - b.y, b.y - bottom);
      return Math.hypot(dx, dy) > (strict === 1 ? outer + 1 : radius * 1.08);
    });
  });
}

/**
 * The widest ring that fits, up to how wide it should be: its servers, from the
 * ring's middle to the sides and from the uppermost server down.
 * @param {number} n
 * @param {number} roomX
 * @param {number} roomY
 * @param {number} radius
 */
function widest(n, roomX, roomY, radius) {
  if (n === 1) return { points: [{ x: 0, y: 0 }], tall: 0, wide: 0, size: 1 };
  if (n === 2) {
    const wide = Math.min(roomX, radius * 8.4);
    return { points: [{ x: -0.5, y: 0 }, { x: 0.5, y: 0 }], tall: 0, wide, size: wide };
  }
  for (let flat = LOOKS[n].flat; ; flat -= 0.05) {
    const { points, tall, wide } = ellipse(n, flat);
    const size = roomY / tall;
    if (wide * size <= roomX) return { points, tall: roomY, wide: wide * size, size };
    if (flat > 0.5) continue;
    const narrow = roomX / wide;
    return { points, tall: tall * narrow, wide: roomX, size: narrow };
  }
}

/** @type {Map<string, {points: Point[], tall: number, wide: number}>} */
const ellipses = new Map();
/** In how many steps an ellipse is measured out. */
const STEPS = 360;

/**
 * Servers on an ellipse, as far from one to the next all around: the first at the
 * top, an even number with a flat top.
 * @param {number} n
 * @param {number} flat how much wider than high the ellipse is
 */
function ellipse(n, flat) {
  const name = `${n} ${flat.toFixed(2)}`;
  const known = ellipses.get(name);
  if (known) return known;
  const rim = Array.from({ length: STEPS + 1 }, (_, i) => {
    const angle = (2 * Math.PI * i) / STEPS - Math.PI / 2;
    return { x: flat * Math.cos(angle), y: Math.sin(angle) };
  });
  const far = [0];
  for (let i = 1; i <= STEPS; i++) far.push(far[i - 1] + Math.hypot(rim[i].x - rim[i - 1].x, rim[i].y - rim[i - 1].y));
  const all = far[STEPS];
  const raw = Array.from({ length: n }, (_, k) => {
    const wanted = (((k - (n % 2 === 0 ? 0.5 : 0)) / n + 1) % 1) * all;
    const i = Math.max(1, far.findIndex((f) => f >= wanted));
    const part = (wanted - far[i - 1]) / (far[i] - far[i - 1]);
    return { x: rim[i - 1].x + (rim[i].x - rim[i - 1].x) * part, y: rim[i - 1].y + (rim[i].y - rim[i - 1].y) * part };
  });
  const ys = raw.map((p) => p.y);
  const xs = raw.map((p) => p.x);
  const top = Math.min(...ys);
  const made = {
    points: raw.map(({ x, y }) => ({ x, y: y - top })),
    tall: Math.max(...ys) - top,
    wide: Math.max(...xs) - Math.min(...xs),
  };
  ellipses.set(name, made);
  return made;
}

/** @param {number} radius @param {number} height @param {number} clients */
function clientSize(radius, height, clients) {
  const fits = (height - 8) / clients / 2 - 3;
  return Math.max(9, Math.min(radius * 0.46, 24, fits));
}

/** @param {number} clients @param {{x: number, height: number, square: number}} column */
function clientPlaces(clients, { x, height, square }) {
  const pitch = Math.min(2 * square + Math.max(6, square), height / Math.max(1, clients));
  const top = height / 2 - ((clients - 1) * pitch) / 2;
  return Array.from({ length: clients }, (_, i) => ({ x, y: top + i * pitch }));
}

/**
 * The lanes of a layout, by the names of their ends: "S1S2", "c1S3". Traffic keeps
 * to the right, so a request and its reply travel on different sides of the link.
 * @param {Layout} layout
 * @returns {Map<string, Lane>}
 */
export function lanes(layout) {
  const { servers, clients, outer, client, radius } = layout;
  const side = Math.max(6.5 * layout.message, radius * 0.17);
  /** @type {Map<string, Lane>} */
  const all = new Map();
  servers.forEach((a, i) => {
    servers.forEach((b, j) => {
      if (i !== j) all.set(`S${i + 1}S${j + 1}`, lane(a, b, outer + 3, outer + 3, side, null));
    });
    clients.forEach((c, k) => {
      const others = servers.filter((_, j) => j !== i);
      const bend = around(c, a, others, outer + 4);
      all.set(`c${k + 1}S${i + 1}`, lane(c, a, client + 4, outer + 3, side * 0.7, bend));
      all.set(`S${i + 1}c${k + 1}`, lane(a, c, outer + 3, client + 4, side * 0.7, bend));
    });
  });
  return all;
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} leave how far from the centre of from it begins
 * @param {number} arrive how far from the centre of to it ends
 * @param {number} side how far to the right of the straight line it runs
 * @param {Point | null} bend
 * @returns {Lane}
 */
function lane(from, to, leave, arrive, side, bend) {
  const out = unit(from, bend ?? to);
  const into = unit(bend ?? from, to);
  const shift = (/** @type {Point} */ p, /** @type {Point} */ d, /** @type {number} */ along) => ({
    x: p.x + d.x * along - d.y * side,
    y: p.y + d.y * along + d.x * side,
  });
  return { a: shift(from, out, leave), b: shift(to, into, -arrive), bend: bend && shift(bend, unit(from, to), 0) };
}

/** @param {Point} from @param {Point} to */
function unit(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/**
 * The bend that leads from a to b around what stands in the way; null if nothing does.
 * @param {Point} a
 * @param {Point} b
 * @param {Point[]} obstacles
 * @param {number} clearance
 * @returns {Point | null}
 */
function around(a, b, obstacles, clearance) {
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const d = unit(a, b);
  for (let off = 0; off < 400; off += 12) {
    for (const sign of off === 0 ? [1] : [1, -1]) {
      const bend = { x: middle.x - d.y * off * sign, y: middle.y + d.x * off * sign };
      const free = [...Array(23).keys()].every((i) => {
        const p = along({ a, b, bend }, (i + 1) / 24);
        return obstacles.every((o) => Math.hypot(o.x - p.x, o.y - p.y) >= clearance);
      });
      if (free) return off === 0 ? null : bend;
    }
  }
  return null;
}

/**
 * The point at a part of a lane: 0 is its beginning, 1 its end.
 * @param {Lane} lane
 * @param {number} part
 * @returns {Point}
 */
export function along({ a, b, bend }, part) {
  const rest = 1 - part;
  if (!bend) return { x: a.x * rest + b.x * part, y: a.y * rest + b.y * part };
  const [u, v, w] = [rest * rest, 2 * rest * part, part * part];
  return { x: u * a.x + v * bend.x + w * b.x, y: u * a.y + v * bend.y + w * b.y };
}
