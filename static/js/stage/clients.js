// Each client's newest request as a line of steps that light up: sent, received,
// stored, committed, answered. An attempt that failed stays visible before them.

/** @import { Scene } from './scene.js' */
/** @import { ClientState, RequestPhase } from '../wire.js' */
/** @import { State } from '../run/reducer.js' */
import { wayOfReading } from '../scenario/reads.js';
import { element, exchange, setText } from '../ui/dom.js';

/** The steps in order. @type {RequestPhase[]} */
const STEPS = ['sent', 'received', 'stored', 'committed', 'answered'];
/** Those of a read that does not go through the log: what it waits for, once a server has it. @type {(RequestPhase | 'confirmed')[]} */
const READ = ['sent', 'received', 'confirmed', 'answered'];

export class Requests {
  root = element('ul', { class: 'requests' });
  #scene;
  /** @type {readonly ClientState[]} */
  #drawn = [];
  /** @type {Map<string, HTMLLIElement>} */
  #lines = new Map();

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
    this.reword();
  }

  /** @param {State} state */
  update({ clients }) {
    if (clients === this.#drawn) return;
    let listed = false;
    clients.forEach((client, i) => {
      if (client === this.#drawn[i]) return;
      const known = this.#lines.get(client.id);
      // The first client's line is always there, so that nothing moves when it asks.
      if (client.phase === 'idle' && i > 0) {
        this.#lines.delete(client.id);
        listed ||= known !== undefined;
        return;
      }
      const line = known ?? lineOf(client.id);
      this.#fill(line, client);
      if (!known) {
        this.#lines.set(client.id, line);
        listed = true;
      }
    });
    for (const id of this.#lines.keys()) {
      if (clients.some((c) => c.id === id)) continue;
      this.#lines.delete(id);
      listed = true;
    }
    this.#drawn = clients;
    if (listed) this.root.replaceChildren(...[...this.#lines].sort(([a], [b]) => a.localeCompare(b)).map(([, line]) => line));
  }

  /** Words anew, in another language. */
  reword() {
    this.root.setAttribute('aria-label', this.#scene.t('stage.requests'));
    const clients = this.#drawn;
    this.#drawn = [];
    this.update(/** @type {State} */ ({ clients }));
  }

  /** @param {HTMLLIElement} line @param {ClientState} client */
  #fill(line, client) {
    const { cmd = '', attempt = 1, retry, phase, queued = 0 } = client;
    const [, command, steps, note] = /** @type {HTMLCollectionOf<HTMLElement>} */ (line.children);
    const idle = phase === 'idle';
    line.dataset.phase = phase;
    command.hidden = steps.hidden = idle;
    setText(command, (command.title = idle ? '' : cmd));
    setText(note, (note.title = idle ? this.#scene.t('stage.note.idle') : this.#note(client)));
    const failed = attempt > 1 || retry ? [this.#failed(client)] : [];
    // What waits behind it stands before all that may be cut off for want of room.
    const waiting = queued > 0 ? [element('span', { class: 'step is-queued', 'data-queued': queued }, this.#scene.t('stage.note.queued', { count: queued }))] : [];
    exchange(steps, idle ? [] : [...waiting, ...failed, ...this.#steps(client)]);
  }

  /** The attempt before this one, or this one that has failed, and why there is another. @param {ClientState} client */
  #failed({ attempt = 1, retry = 'timeout', pausing = false }) {
    const { t } = this.#scene;
    const which = t('stage.retry.attempt', { attempt: pausing ? attempt : Math.max(1, attempt - 1) });
    return element('span', { class: 'step is-failed' }, `✕ ${which}`, element('span', {}, t('stage.retry.because', { why: t(`stage.retry.${retry}`) })));
  }

  /** @param {ClientState} client */
  #steps(client) {
    const { t } = this.#scene;
    const { phase, copies = 0, waits, pausing } = client;
    // The client counts to a majority also where the rule is off that needs one.
    const need = (waits && client.need) || (this.#scene.cluster.options?.copiesNeeded ?? 0);
    const steps = this.#stepsOf(client);
    if (phase === 'gave-up') return [element('span', { class: 'step is-failed is-final' }, t('stage.step.gave-up'))];
    if (pausing) return [element('span', { class: 'step is-now', 'data-step': 'pausing', 'aria-current': 'step' }, element('span', {}, t('stage.step.pausing')))];
    const now = waits ? steps.indexOf('confirmed') : steps.indexOf(phase);
    return steps.map((step, i) => {
      const reached = i < now || (i === now && phase === 'answered');
      const look = reached ? 'is-done' : i === now ? 'is-now' : 'is-ahead';
      const counted = step === 'stored' && i <= now && copies > 0;
      const values = { copies: Math.min(copies, need), need };
      const key = step === 'confirmed' && waits ? `stage.read.${waits}` : `stage.step.${step}`;
      // While it is counted it says up to how many; where there is little room, and afterwards, in short.
      const words = (counted ? ['long', 'short'].slice(Number(reached)) : ['']).map((length) => element('span', { class: length || false }, t(key + (length && `-${length}`), values)));
      const newest = i === now ? 'step' : false;
      return element('span', { class: `step ${look}`, 'data-step': step, 'aria-current': newest }, ...(reached ? ['✓ '] : []), ...words);
    });
  }

  /** @param {ClientState} client */
  #stepsOf({ asks }) {
    const way = wayOfReading(this.#scene.cluster.options ?? {});
    if (asks !== 'read' || way === 'log') return STEPS;
    // Without asking anybody there is nothing to wait for.
    return way === 'local' ? READ.filter((step) => step !== 'confirmed') : READ;
  }

  /** @param {ClientState} client */
  #note(client) {
    const { t } = this.#scene;
    const { asks, attempt = 1, attempts = 1, request = 0, phase, value = 0, found, target = '', pausing } = client;
    const notes = [];
    if (phase === 'answered' && asks === 'read') notes.push(found ? t('stage.note.read', { value }) : t('stage.note.not-found'));
    else if (phase === 'answered' && asks === 'add') notes.push(t('stage.note.read', { value }));
    if (attempt > 1) notes.push(t('stage.note.attempt', { attempt, attempts }));
    if (phase === 'sent' && target && !pausing) notes.push(t('stage.note.to', { server: target }));
    notes.push(t('stage.note.request', { request }));
    return notes.join(' · ');
  }
}

/** A client's line, to be filled: it stays while its request goes on, and only its words change. @param {string} id */
function lineOf(id) {
  return element('li', { 'data-request': id }, element('b', {}, id), ...['command', 'steps', 'note'].map((part) => element('span', { class: part })));
}
