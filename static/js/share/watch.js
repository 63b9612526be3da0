// Watching together: the address at which others follow, for a keyboard and for a
// camera, how many do, and what makes the page fit for a projector.

/** @import { App } from '../app.js' */
import { Dialog, button, say } from '../ui/dialog.js';
import { element, setAttribute, setText } from '../ui/dom.js';
import { resize } from '../ui/size.js';
import { copy } from '../ui/copy-and-save.js';

export class WatchDialog extends Dialog {
  #lead = element('p', { class: 'lead' });
  #address = element('input', { type: 'text', id: 'watch-address', readonly: true });
  #code = element('img', { class: 'qr', id: 'watch-code', width: 240, height: 240 });
  #count = element('p', { id: 'watch-count' });

  /** @param {App} app */
  constructor(app) {
    super(app, 'watch');
    this.#address.addEventListener('focus', () => this.#address.select());
    this.add(
      this.#lead,
      element(
        'div',
        { class: 'hand-on' },
        say(app, 'label', 'watch.address', { for: 'watch-address' }),
        element('span', { class: 'with-copy' }, this.#address, button(app, 'copy.copy', () => copy(app, this.#address), 'primary')),
        this.#code,
        this.#count,
      ),
      element('div', { class: 'presenter' }, say(app, 'p', 'watch.size'), element('span', {}, button(app, 'watch.smaller', () => resize(app, -1)), ' ', button(app, 'watch.larger', () => resize(app, 1)))),
    );
    app.on(['watching', 'lang', 'status'], () => this.#show());
  }

  open() {
    this.#show();
    super.open();
  }

  #show() {
    const { t, watchAddress, watching, commands } = this.app;
    setText(this.#lead, t(commands ? 'watch.lead' : 'watch.lead-watching'));
    const address = watchAddress || location.href.split('#')[0];
    this.#address.value = address;
    setAttribute(this.#code, 'src', `${new URL(address).pathname}/qr.svg`);
    setAttribute(this.#code, 'alt', t('watch.code'));
    setText(this.#count, t('watch.count', { count: watching }));
  }
}
