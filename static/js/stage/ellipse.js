// The ring: servers on an ellipse, evenly apart along its rim.

/** @import { Point } from './layout.js' */

/**
 * The widest ring that fits, up to how wide it should be: its servers, from the
 * ring's middle to the sides and from the uppermost server down, and by what to
 * multiply that.
 * @param {{servers: number, flat: number, apart: number}} wanted how many, how much wider than high, and how far apart two alone may be
 * @param {number} roomX
 * @param {number} roomY
 */
export function widest({ servers: n, flat: flattest, apart }, roomX, roomY) {
  if (n === 1) return { points: [{ x: 0, y: 0 }], tall: 0, wide: 0, size: 1 };
  if (n === 2) {
    const wide = Math.min(roomX, apart);
    return { points: [{ x: -0.5, y: 0 }, { x: 0.5, y: 0 }], tall: 0, wide, size: wide };
  }
  for (let flat = flattest; ; flat -= 0.05) {
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
