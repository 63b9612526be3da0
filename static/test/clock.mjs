// A clock for tests of what waits: it stands still until it is moved, and calls
// what is due in order, at its instant. (Node's own has ids that are no numbers,
// and calls everything at the last instant.)

/** Puts the clock in place of the real one for a test. @param {import('node:test').TestContext} t */
export function clock(t) {
  const real = { setTimeout, clearTimeout, now: Date.now };
  let now = 1_000_000;
  let ids = 0;
  const due = new Map();
  globalThis.setTimeout = (call, after = 0) => {
    due.set(++ids, { at: now + after, call });
    return ids;
  };
  globalThis.clearTimeout = (id) => void due.delete(id);
  Date.now = () => now;
  t.after(() => {
    globalThis.setTimeout = real.setTimeout;
    globalThis.clearTimeout = real.clearTimeout;
    Date.now = real.now;
  });
  return {
    /** Time passes. */
    tick(ms) {
      const end = now + ms;
      for (;;) {
        const [id, next] = [...due].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0] ?? [];
        if (!next) break;
        due.delete(id);
        now = Math.max(now, next.at);
        next.call();
      }
      now = end;
    },
    /** Time passes, and nobody is called: the machine sleeps. */
    sleep(ms) {
      now += ms;
    },
  };
}
