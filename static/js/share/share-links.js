// Handing a run on: as a link that holds all of it, as a piece of another web page,
// as a text, as a file. The server makes the link. A lesson is a piece by its address.

/** @import { App } from '../app.js' */
import { Dialog, button, say } from '../ui/dialog.js';
import { byId, element, setText } from '../ui/dom.js';
import { milliseconds } from '../ui/format.js';
import { tellRefusal } from '../connection/refusals.js';
import { Refused } from '../connection/requests.js';
import { copy, save } from '../ui/copy-and-save.js';

/** The size of a piece of another page, in px. */
const EMBED = { width: 960, height: 640 };

export class ShareDialog extends Dialog {
  #link = element('input', { type: 'text', id: 'share-link', readonly: true });
  #length = element('span', { class: 'length', id: 'share-length' });
  #here = element('input', { type: 'checkbox', id: 'share-here' });
  #hereText = element('span');
  #hereLine = element('label', { class: 'choice', hidden: true }, this.#here, this.#hereText);
  #embed = element('textarea', { id: 'share-embed', rows: 4, readonly: true, spellcheck: 'false' });
  #text = element('textarea', { class: 'visually-hidden', tabindex: -1, 'aria-hidden': 'true', readonly: true });
  #at = 0;

  /** @param {App} app */
  constructor(app) {
    super(app, 'share');
    const watch = say(app, 'button', 'share.watch', { type: 'button', class: 'link' });
    watch.addEventListener('click', () => {
      this.close();
      byId('watching').click();
    });
    this.#here.addEventListener('change', () => void this.#make());
    for (const field of [this.#link, this.#embed]) field.addEventListener('focus', () => field.select());
    this.add(
      element('p', { class: 'lead' }, say(app, 'span', 'share.lead'), ' ', watch),
      element(
        'div',
        { class: 'hand-on' },
        say(app, 'label', 'share.link', { for: 'share-link' }),
        element('span', { class: 'with-copy' }, this.#link, button(app, 'copy.copy', () => copy(app, this.#link), 'primary')),
        this.#length,
        this.#hereLine,
        say(app, 'label', 'share.embed', { for: 'share-embed' }),
        element('span', { class: 'with-copy' }, this.#embed, button(app, 'copy.copy', () => copy(app, this.#embed))),
        say(app, 'p', 'share.embed-about', { class: 'length' }),
        say(app, 'span', 'share.text', { class: 'label' }),
        element('span', { class: 'with-copy' }, this.#text, button(app, 'share.text-copy', () => copy(app, this.#text)), button(app, 'share.text-save', () => save(app, this.#text.value))),
      ),
    );
    app.on('lang', () => this.#word());
  }

  open() {
    const { playhead } = this.app;
    this.#at = Math.floor(playhead.time);
    this.#here.checked = !playhead.following;
    this.#hereLine.hidden = playhead.following;
    this.#link.value = this.#embed.value = this.#text.value = '';
    this.#word();
    super.open();
    void this.#make();
  }

  #word() {
    const { t } = this.app;
    setText(this.#length, this.#link.value ? t('share.length', { count: this.#link.value.length }) : '');
    setText(this.#hereText, t('share.here', { at: milliseconds(this.#at) }));
  }

  async #make() {
    const { app } = this;
    try {
      const [link, { ended }] = await Promise.all([app.session.askLink(this.#here.checked ? { at: this.#at } : {}), app.session.askText()]);
      // Under the address by which others reach this server, if it is another.
      const origin = app.watchAddress ? new URL(app.watchAddress).origin : location.origin;
      this.#link.value = `${origin}/#${link}`;
      const { title = '', address = '' } = app.heading ?? {};
      const name = [title, 'Raft Playground'].filter(Boolean).join(' · ').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
      this.#embed.value = `<iframe src="${origin}${address ? `${address}?embed=1` : `/?embed=1#${link}`}" width="${EMBED.width}" height="${EMBED.height}" style="border:0" title="${name}" allowfullscreen></iframe>`;
      this.#text.value = ended;
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.problem(await tellRefusal(app, why));
    }
    this.#word();
  }
}
