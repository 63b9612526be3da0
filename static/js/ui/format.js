// Times and speeds as a person reads them.

/** Keeps groups of digits together, without letting a line break there. */
const THIN_SPACE = '\u202f';

/** A whole number in groups of three digits. @param {number} n */
export function grouped(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

/**
 * An instant or a duration in milliseconds: "1 846.2".
 * @param {number} us microseconds
 * @param {number} [decimals]
 */
export function milliseconds(us, decimals = 1) {
  const scale = 10 ** decimals;
  const units = Math.floor((us * scale) / 1000 + 1e-6);
  const whole = grouped(Math.floor(units / scale));
  return decimals === 0 ? whole : `${whole}.${String(units % scale).padStart(decimals, '0')}`;
}

/**
 * An instant as a clock has it once it is late: "1 846.2", "1:05.846", "1:00:05.846".
 * @param {number} us microseconds
 * @param {number} [decimals] of milliseconds, and whether there are any of seconds
 * @param {number} [late] from when on
 */
export function clock(us, decimals = 1, late = LATE) {
  if (us < late) return milliseconds(us, decimals);
  const ms = Math.floor(us / 1000);
  const [seconds, minutes, hours] = [Math.floor(ms / 1000) % 60, Math.floor(ms / 60_000) % 60, Math.floor(ms / 3_600_000)];
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds)}${decimals === 0 ? '' : `.${String(ms % 1000).padStart(3, '0')}`}`;
}
/** From when on an instant is told in minutes and seconds, in µs. */
export const LATE = 10_000_000;

/** An instant with its unit. @param {import('./i18n.js').Translate} t @param {number} us */
export function instantIn(t, us) {
  return us < LATE ? t('unit.ms', { value: milliseconds(us) }) : clock(us);
}

/** A duration in milliseconds without superfluous zeros: "2", "0.5". @param {number} us */
export function shortMilliseconds(us) {
  return String(Number((us / 1000).toFixed(3)));
}

/** A probability in parts per million as a percentage: "10", "0.5". @param {number} ppm */
export function percent(ppm) {
  return String(Number((ppm / 10_000).toFixed(4)));
}

/**
 * How fast virtual time passes: "1/80×", "1×".
 * @param {number} rate virtual seconds a second
 */
export function speed(rate) {
  if (rate <= 0) return '0×';
  if (rate >= 1) return `${Number(rate.toFixed(rate < 10 ? 1 : 0))}×`;
  const slower = 1 / rate;
  const step = slower < 10 ? 1 : slower < 100 ? 5 : slower < 1000 ? 50 : 500;
  return `1/${Math.max(1, slower < 10 ? Math.round(slower) : Math.round(slower / step) * step)}×`;
}
