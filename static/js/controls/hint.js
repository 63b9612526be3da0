// The first hint: try to crash the leader. It appears once there is a leader who
// may be crashed, and goes for good when it was followed or dismissed. In a lesson,
// what to try is what that says.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
import { compose } from '../scenario/actions.js';
import { leaderOf } from '../run/state-queries.js';
import { byId } from '../ui/dom.js';
import { inFrame } from '../ui/embed.js';

const SEEN = 'raft-playground/hint-seen';

export class Hint {
  #app;
  #seen = false;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    try {
      this.#seen = localStorage.getItem(SEEN) !== null;
    } catch {
      // Without storage the hint comes every time.
    }
    byId('hint-go').addEventListener('click', () => {
      const leader = leaderOf(app.state);
      this.#dismiss();
      if (leader) void app.command(compose('crash', { server: leader.id }));
    });
    byId('hint-close').addEventListener('click', () => this.#dismiss());
  }

  #dismiss() {
    this.#seen = true;
    byId('hint').hidden = true;
    try {
      localStorage.setItem(SEEN, '1');
    } catch {
      // See above.
    }
  }

  /** @param {View} view */
  update({ state, changed, live }) {
    if (this.#seen || !changed) return;
    const { commands, clusters, lesson } = this.#app;
    const apt = commands && live && clusters.size < 2 && !lesson && !inFrame;
    // Whoever has found out how to crash a server needs no hint.
    if (apt && state.servers.some((s) => s.down)) this.#dismiss();
    else byId('hint').hidden = !(apt && leaderOf(state));
  }
}
