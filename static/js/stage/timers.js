// The timers around the servers: an arc that runs down. A follower's and a
// candidate's tells when they will start an election, a leader's when it sends the
// next heartbeat.

/** @import { Server } from '../run/reducer.js' */
/** @import { Layout } from './layout.js' */
/** @import { Palette } from './palette.js' */
import { hue } from '../ui/hue.js';

const TOP = -Math.PI / 2;
const ALL = 2 * Math.PI;
/** The part of a timer from which on it stands out: an election is near. */
const SHORT = 0.22;

/**
 * The part of a server's timer that is left; null when none is running.
 * @param {Server} server
 * @param {number} time
 */
export function timeLeft(server, time) {
  const { timerSet = 0, deadline = 0, down } = server;
  if (down || deadline <= timerSet) return null;
  return Math.max(0, Math.min(1, (deadline - time) / (deadline - timerSet)));
}

/** Speeds between which the arcs cease to follow every turn: at the second they would flicker. */
const EXACT = 0.1;
const BLURRED = 0.5;
/** Over how long, in ms, an arc is evened out then. */
const EVEN = 400;

export class Timers {
  /** @type {number[]} each arc, evened out */
  #even = [];

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Layout} layout
   * @param {Palette} palette
   * @param {{servers: readonly Server[], time: number, dtMs: number, speed: number, since: (server: string) => number}} scene
   */
  draw(pen, layout, palette, { servers, time, dtMs, speed, since }) {
    const blur = Math.max(0, Math.min(1, (speed - EXACT) / (BLURRED - EXACT)));
    pen.lineWidth = layout.stroke;
    pen.lineCap = 'round';
    servers.forEach((server, i) => {
      // A paused server's clock goes on, but its arc stands where the server last looked.
      const exact = timeLeft(server, server.paused ? since(server.id) : time);
      if (exact === null || !layout.servers[i]) return;
      const before = this.#even[i] ?? exact;
      this.#even[i] = before + (exact - before) * Math.min(1, dtMs / EVEN);
      const left = exact + (this.#even[i] - exact) * blur;
      if (left <= 0.004) return;
      const { x, y } = layout.servers[i];
      pen.setLineDash(server.paused ? [layout.stroke * 0.2, layout.stroke * 1.8] : []);
      pen.strokeStyle = server.role === 'follower' ? (left < SHORT ? palette.ink : palette.faint) : palette.term[hue(server.term)];
      pen.beginPath();
      pen.arc(x, y, layout.timer, TOP, TOP + ALL * left);
      pen.stroke();
    });
    pen.setLineDash([]);
  }
}
