// What makes the run pause by itself: a small panel over the transport.

/** @import { App } from '../app.js' */
import { BREAKPOINTS } from '../wire/constants.js';
import { byId, element } from '../ui/dom.js';
import { setReason } from '../ui/disabled-reason.js';

const SERVER = 'server ';

export class BreakpointPanel {
  #app;
  #button = byId('breaks');
  #panel = element('div', { class: 'breakpoints', id: 'breakpoints', role: 'dialog', hidden: true });
  /** @type {Map<string, HTMLInputElement>} */
  #boxes = new Map();
  #server = element('select', { id: 'break-server' });
  #title = element('h2', { class: 'heading', id: 'breakpoints-title' });

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#panel.setAttribute('aria-labelledby', 'breakpoints-title');
    this.#panel.append(this.#title);
    for (const kind of [...BREAKPOINTS, 'server']) {
      const box = element('input', { type: 'checkbox', id: `break-${kind}` });
      box.addEventListener('change', () => this.#changed());
      this.#boxes.set(kind, box);
      const row = element('label', { class: 'choice' }, box, element('span', { 'data-t': `breaks.${kind}` }));
      this.#panel.append(kind === 'server' ? element('div', { class: 'break-server' }, row, this.#server) : row);
    }
    this.#server.addEventListener('change', () => {
      const box = /** @type {HTMLInputElement} */ (this.#boxes.get('server'));
      if (!box.disabled) box.checked = true;
      this.#changed();
    });
    document.body.append(this.#panel);
    document.addEventListener('pointerdown', (event) => {
      const at = /** @type {Node} */ (event.target);
      if (!this.#panel.contains(at) && !this.#button.contains(at)) this.#hide(false);
    });
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#hide(true);
    });
    app.on(['breaks', 'cluster', 'lang', 'status'], () => this.#show());
    this.#show();
  }

  /** @param {HTMLElement} button */
  toggle(button) {
    if (!this.#panel.hidden) {
      this.#hide(true);
      return;
    }
    this.#panel.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    const from = button.getBoundingClientRect();
    const size = this.#panel.getBoundingClientRect();
    this.#panel.style.left = `${Math.max(8, Math.min(from.left, innerWidth - size.width - 8))}px`;
    this.#panel.style.top = `${Math.max(8, from.top - size.height - 8)}px`;
    this.#boxes.get('election')?.focus({ preventScroll: true });
  }

  /** @param {boolean} back whether the focus goes back to the button */
  #hide(back) {
    if (this.#panel.hidden) return;
    this.#panel.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
    if (back) this.#button.focus();
  }

  #changed() {
    const breaks = BREAKPOINTS.filter((kind) => this.#boxes.get(kind)?.checked);
    if (this.#boxes.get('server')?.checked) breaks.push(SERVER + this.#server.value);
    void this.#app.session.ask({ t: 'breaks', breaks }).then(() => this.#show());
  }

  #show() {
    const { t, breaks, cluster, commands } = this.#app;
    this.#title.textContent = t('breaks.title');
    for (const words of this.#panel.querySelectorAll('[data-t]')) words.textContent = t(words.getAttribute('data-t') ?? '');
    this.#server.setAttribute('aria-label', t('breaks.which'));
    const servers = cluster.state.servers.map((s) => s.id);
    const chosen = breaks.find((one) => one.startsWith(SERVER))?.slice(SERVER.length) ?? (this.#server.value || this.#app.server);
    this.#server.replaceChildren(...servers.map((id) => element('option', { value: id }, id)));
    this.#server.value = servers.includes(chosen) ? chosen : servers[0];
    for (const [kind, box] of this.#boxes) {
      box.checked = kind === 'server' ? breaks.some((one) => one.startsWith(SERVER)) : breaks.includes(kind);
      box.disabled = !commands;
      setReason(box, commands ? null : t('why.watching'));
    }
    this.#server.disabled = !commands;
    this.#button.classList.toggle('is-set', breaks.length > 0);
    this.#button.dataset.count = breaks.length > 0 ? String(breaks.length) : '';
    this.#button.setAttribute('aria-label', t(breaks.length > 0 ? 'breaks.set' : 'transport.breaks', { count: breaks.length }));
  }
}
