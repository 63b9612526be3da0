// The control panel: everything that can be done, and why the rest would do
// nothing now.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Why } from '../scenario/preconditions.js' */
import { compose } from '../scenario/actions.js';
import { leads, serverOf } from '../run/state-queries.js';
import { messagesOf, whyNowhere } from '../scenario/preconditions.js';
import { byId, closest, setAttribute, setText } from '../ui/dom.js';
import { AlgorithmControls } from './algorithm.js';
import { ClientControls } from './clients.js';
import { ServerPicker } from './servers.js';
import { withLoaded } from '../ui/lazy.js';
import { nextTo } from '../ui/menu-position.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { sliders } from './sliders.js';
import { toast } from '../ui/toasts.js';

/** The buttons for the picked server. */
const TO_SERVER = /** @type {const} */ (['crash', 'power-off', 'restart', 'time-out', 'transfer', 'pause', 'wipe', 'isolate']);
/** Those for the network: what each needs. */
const TO_NETWORK = /** @type {const} */ ({ partition: 'partition', cut: 'partition', 'heal-all': 'heal-all', members: 'change-voters' });

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
    for (const what of TO_SERVER) byId(`do-${what}`).addEventListener('click', () => void app.command(compose(this.#done(what), { server: app.server })));
    const message = byId('do-message');
    message.addEventListener('click', () => void withLoaded(app, Promise.all([import('./message-menu.js'), app.moreWords()]), ([{ openMessageList }]) => openMessageList(app, '', nextTo(message))));
    byId('do-heal-all').addEventListener('click', () => void app.command(compose('heal-all', {})));
    app.on(['select', 'lang', 'cluster', 'status', 'pace', 'target'], () => (this.#dirty = true));
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
    const what = `${server?.down} ${server?.paused} ${server?.role} ${server?.term === 0} ${state.servers.length} ${state.servers.some(leads)}`;
    if (!again && what === this.#offered && state.links === this.#links) return;
    this.#offered = what;
    this.#links = state.links;
    this.#offer(state);
  }

  get #isPaused() {
    return serverOf(this.#app.state, this.#app.server)?.paused === true;
  }

  /** What a button does: one pauses and resumes, since never both would do something. @param {typeof TO_SERVER[number]} what */
  #done(what) {
    return what === 'pause' && this.#isPaused ? 'resume' : what;
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
    // What does something in one of the clusters can be done.
    const states = [state, ...(app.session.actsOnAll ? [...app.clusters].map(({ shown }) => shown ?? state) : [])];
    /** @param {string} what @param {Why | null} why */
    const offer = (what, why) => {
      const reason = never ?? why;
      const button = byId(`do-${what}`);
      setReason(button, reason ? app.t(reason.key, reason.values ?? {}) : null);
      const about = app.t(`about.${what === 'pause' ? this.#done(what) : what}`, { server: app.server });
      if (button.dataset.about !== about) button.dataset.about = about;
    };
    for (const what of TO_SERVER) offer(what, whyNowhere(states, this.#done(what), { server: app.server }));
    const word = this.#isPaused ? 'do.resume' : 'do.pause';
    setAttribute(byId('do-pause'), 'data-t', word);
    setText(byId('do-pause'), app.t(word));
    for (const [what, needs] of Object.entries(TO_NETWORK)) offer(what, whyNowhere(states, needs));
  }
}
