// The control panel: everything that can be done, and why the rest would do
// nothing now.

/** @import { App, View } from './app.js' */
/** @import { State } from './reduce.js' */
/** @import { Why } from './availability.js' */
import * as actions from './actions.js';
import { serverOf, whyNotNetwork, whyNotServer } from './availability.js';
import { byId } from './element.js';
import { ClientControls } from './panel-clients.js';
import { ServerPicker } from './panel-servers.js';
import { reasonOf, setReason } from './reasons.js';
import { sliders } from './panel-sliders.js';
import { toast } from './toasts.js';

/** @typedef {'crash' | 'power-off' | 'restart' | 'time-out' | 'isolate'} ToServer */

/** @type {Record<ToServer, (server: string) => string>} */
const TO_SERVER = { crash: actions.crash, 'power-off': actions.powerOff, restart: actions.restart, 'time-out': actions.timeOut, isolate: actions.isolate };
/** @type {('partition' | 'cut' | 'heal-all')[]} */
const TO_NETWORK = ['partition', 'cut', 'heal-all'];

export class Panel {
  #app;
  #picker;
  #clients;
  #sliders;
  #dirty = true;
  /** What the last offer was about. */
  #offered = '';
  /** @type {State['links'] | null} */
  #links = null;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#picker = new ServerPicker(app);
    this.#clients = new ClientControls(app);
    this.#sliders = sliders(app);
    const panel = byId('controls');
    // Whoever presses what would do nothing hears why; nobody else sees the press.
    panel.addEventListener('click', (event) => {
      const pressed = event.target instanceof Element ? event.target.closest('[data-do]') : null;
      if (!pressed) return;
      const reason = reasonOf(pressed);
      if (!reason) return;
      event.stopImmediatePropagation();
      toast(reason);
    }, true);
    for (const [what, action] of Object.entries(TO_SERVER)) byId(`do-${what}`).addEventListener('click', () => void app.command(action(app.server)));
    byId('do-heal-all').addEventListener('click', () => void app.command(actions.healAll()));
    for (const what of /** @type {const} */ (['select', 'lang', 'cluster', 'status', 'pace'])) app.on(what, () => (this.#dirty = true));
  }

  /** @param {View} view */
  update({ state, changed }) {
    if (!changed && !this.#dirty) return;
    const again = this.#dirty;
    this.#dirty = false;
    this.#picker.update(state, again);
    for (const slider of this.#sliders) slider.update(state, again);
    this.#clients.update(state, this.whyNotAtAll(), again);
    const server = serverOf(state, this.#app.server);
    const what = `${server?.down} ${server?.role} ${state.servers.length}`;
    if (!again && what === this.#offered && state.links === this.#links) return;
    this.#offered = what;
    this.#links = state.links;
    this.#offer(state);
  }

  /** Why nothing at all can be done, null if something can. @returns {Why | null} */
  whyNotAtAll() {
    const { stream, commands } = this.#app;
    if (stream.status.state !== 'live') return { key: 'why.offline' };
    return commands ? null : { key: 'why.watching' };
  }

  /** @param {State} state */
  #offer(state) {
    const app = this.#app;
    const never = this.whyNotAtAll();
    /** @param {string} what @param {Why | null} why */
    const offer = (what, why) => {
      const reason = never ?? why;
      const button = byId(`do-${what}`);
      setReason(button, reason ? app.t(reason.key, reason.values ?? {}) : null);
      const about = app.t(`about.${what}`, { server: app.server });
      if (button.dataset.about !== about) button.dataset.about = about;
    };
    for (const what of /** @type {ToServer[]} */ (Object.keys(TO_SERVER))) offer(what, whyNotServer(state, what, app.server));
    for (const what of TO_NETWORK) offer(what, whyNotNetwork(state, what));
  }
}
