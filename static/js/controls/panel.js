// The control panel: everything that can be done, and why the rest would do
// nothing now.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Why } from '../scenario/preconditions.js' */
import * as actions from '../scenario/actions.js';
import { serverOf } from '../run/state-queries.js';
import { messagesOf, whyNotNetwork, whyNotServer } from '../scenario/preconditions.js';
import { byId, closest, setAttribute, setText } from '../ui/dom.js';
import { AlgorithmControls } from './algorithm.js';
import { ClientControls } from './clients.js';
import { ServerPicker } from './servers.js';
import { withLoaded } from '../ui/lazy.js';
import { nextTo } from '../ui/menu-position.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { sliders } from './sliders.js';
import { toast } from '../ui/toasts.js';

/** @typedef {'crash' | 'power-off' | 'restart' | 'time-out' | 'pause' | 'wipe' | 'isolate'} ToServer */

/** @type {Record<ToServer, (server: string) => string>} */
const TO_SERVER = { crash: actions.crash, 'power-off': actions.powerOff, restart: actions.restart, 'time-out': actions.timeOut, pause: actions.pause, wipe: actions.wipe, isolate: actions.isolate };
/** @type {('partition' | 'cut' | 'heal-all')[]} */
const TO_NETWORK = ['partition', 'cut', 'heal-all'];

export class Panel {
  #app;
  #picker;
  #clients;
  #algorithm;
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
    this.#algorithm = new AlgorithmControls(app);
    this.#sliders = sliders(app);
    const panel = byId('controls');
    // Whoever presses what would do nothing hears why; nobody else sees the press.
    panel.addEventListener('click', (event) => {
      const pressed = closest(event, '[data-do]');
      if (!pressed) return;
      const reason = reasonOf(pressed);
      if (!reason) return;
      event.stopImmediatePropagation();
      toast(reason);
    }, true);
    for (const [what, action] of Object.entries(TO_SERVER)) byId(`do-${what}`).addEventListener('click', () => void app.command(what === 'pause' && this.#isPaused ? actions.resume(app.server) : action(app.server)));
    const message = byId('do-message');
    message.addEventListener('click', () => void withLoaded(app, import('./message-menu.js'), ({ openMessageList }) => openMessageList(app, '', nextTo(message))));
    byId('do-heal-all').addEventListener('click', () => void app.command(actions.healAll()));
    app.on(['select', 'lang', 'cluster', 'status', 'pace'], () => (this.#dirty = true));
  }

  /** @param {View} view */
  update({ state, changed }) {
    if (!changed && !this.#dirty) return;
    const again = this.#dirty;
    this.#dirty = false;
    this.#picker.update(state, again);
    for (const slider of this.#sliders) slider.update(state, again);
    this.#clients.update(state, this.whyNotAtAll(), again);
    if (again) this.#algorithm.update(this.whyNotAtAll());
    this.#offerMessages(state);
    const server = serverOf(state, this.#app.server);
    const what = `${server?.down} ${server?.paused} ${server?.role} ${server?.term === 0} ${state.servers.length}`;
    if (!again && what === this.#offered && state.links === this.#links) return;
    this.#offered = what;
    this.#links = state.links;
    this.#offer(state);
  }

  get #isPaused() {
    return serverOf(this.#app.state, this.#app.server)?.paused === true;
  }

  /** @param {State} state */
  #offerMessages(state) {
    const why = this.whyNotAtAll() ?? (messagesOf(state).length === 0 ? { key: 'why.no-messages' } : null);
    setReason(byId('do-message'), why && this.#app.t(why.key));
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
      const about = app.t(`about.${what === 'pause' && this.#isPaused ? 'resume' : what}`, { server: app.server });
      if (button.dataset.about !== about) button.dataset.about = about;
    };
    for (const what of /** @type {ToServer[]} */ (Object.keys(TO_SERVER))) offer(what, whyNotServer(state, what, app.server));
    // One button pauses and resumes, since never both would do something.
    const word = this.#isPaused ? 'do.resume' : 'do.pause';
    setAttribute(byId('do-pause'), 'data-t', word);
    setText(byId('do-pause'), app.t(word));
    for (const what of TO_NETWORK) offer(what, whyNotNetwork(state, what));
  }
}
