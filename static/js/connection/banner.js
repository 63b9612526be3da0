// Banners over the stage: how the connection is, that one only watches, that a
// link was made with another engine.

/** @import { App } from '../app.js' */
import { byId, element } from '../ui/dom.js';
import { takeCopy } from './links.js';
import { beginAfresh } from './recovery.js';
import { toast } from '../ui/toasts.js';

/** @typedef {'connection' | 'watching' | 'older' | 'over'} Kind */
/** What one can do. @typedef {{label: string, act: () => void, primary?: boolean}} Way */

/** A connection that comes about sooner than this is not worth a word, in ms. */
const UNNOTICED = 700;

export class Banners {
  #app;
  /** @type {Map<Kind, HTMLElement>} */
  #shown = new Map();
  #dismissed = false;
  #ticking = 0;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    app.on('status', () => {
      this.#connection();
      void this.#watching();
    });
    app.on('cluster', () => void this.#watching());
    app.on('lang', () => {
      this.#connection();
      void this.#watching();
      if (this.#shown.has('older')) void this.#older();
    });
    app.on('presenter', () => void this.#watching());
    app.on('older', () => void this.#older());
    setTimeout(() => this.#connection(), UNNOTICED);
  }

  /**
   * @param {Kind} kind
   * @param {string} text
   * @param {Way[]} ways
   */
  show(kind, text, ways) {
    const banner = element('div', { class: `banner is-${kind === 'connection' ? 'bad' : kind}`, role: 'status' });
    banner.append(element('span', {}, text));
    for (const { label, act, primary } of ways) {
      const button = element('button', { type: 'button', class: `button small${primary ? ' primary' : ''}` }, label);
      button.addEventListener('click', act);
      banner.append(button);
    }
    const before = this.#shown.get(kind);
    if (before) before.replaceWith(banner);
    else byId('banners').append(banner);
    this.#shown.set(kind, banner);
    this.#told();
    return banner;
  }

  /** @param {Kind} kind */
  hide(kind) {
    this.#shown.get(kind)?.remove();
    this.#shown.delete(kind);
    this.#told();
  }

  #told() {
    document.documentElement.toggleAttribute('data-banner', this.#shown.size > 0);
  }

  #connection() {
    const app = this.#app;
    const { t, stream } = app;
    const { state, retryAt } = stream.status;
    clearTimeout(this.#ticking);
    // What is on the stage is what was known last.
    document.documentElement.toggleAttribute('data-away', state !== 'live' && state !== 'connecting');
    const again = { label: t('banner.retry'), act: () => stream.reconnect() };
    const fresh = { label: t('banner.fresh'), act: () => beginAfresh() };
    switch (state) {
      case 'live':
      case 'closed':
        this.hide('connection');
        break;
      case 'connecting':
        this.show('connection', t('banner.connecting'), []).classList.remove('is-bad');
        break;
      case 'reconnecting': {
        const seconds = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
        const text = seconds > 0 ? t('banner.reconnecting', { seconds }) : t('banner.reconnecting-now');
        this.show('connection', text, seconds > 1 ? [again] : []);
        if (seconds > 0) this.#ticking = setTimeout(() => this.#connection(), 500);
        break;
      }
      case 'silent':
      case 'restarting':
        this.show('connection', t(`banner.${state}`), []).classList.remove('is-bad');
        break;
      case 'waiting':
        if (app.clusters.size === 0) this.hide('connection'); // a notice says it
        else this.show('connection', t('banner.waiting'), [fresh]).classList.remove('is-bad');
        break;
      case 'unread':
        this.show('connection', t('banner.unread'), [fresh]); // where a notice says more, it stands alone
        break;
      case 'full':
        this.show('connection', t('banner.full'), [again]);
        break;
      case 'bad':
        this.show('connection', t('banner.bad'), [{ label: t('banner.reload'), act: () => location.reload() }]);
        break;
      case 'gone':
        this.show('connection', t('banner.gone'), [{ ...fresh, primary: true }]);
        break;
      case 'fault':
        void this.#failed();
        break;
    }
  }

  /** The run has failed; what was kept of it can be opened again. */
  async #failed() {
    const app = this.#app;
    const { t, stream } = app;
    await app.moreWords('notice').catch(() => {});
    if (stream.status.state !== 'fault') return;
    const { run, lasts } = stream.kept;
    const restore = {
      label: t('banner.restore'),
      act: () => {
        if (!beginAfresh(run?.text)) toast(t('notice.kept-here'));
      },
      primary: true,
    };
    const fresh = { label: t('banner.fresh'), act: () => beginAfresh(), primary: !run };
    this.show('connection', [t('banner.fault'), ...(run ? [t(lasts ? 'notice.kept' : 'notice.kept-here')] : [])].join(' '), run ? [restore, fresh] : [fresh]);
  }

  /** Whoever only watches may look around, come back, and have a copy. */
  async #watching() {
    const { t, commands, presenter, clusters, stream } = this.#app;
    if (!commands) await this.#app.moreWords('clusters').catch(() => {});
    const watching = !commands && clusters.size > 0 && stream.status.state !== 'waiting';
    if (!watching || (this.#dismissed && presenter.attached)) {
      this.hide('watching');
      return;
    }
    const dismiss = () => {
      this.#dismissed = true;
      void this.#watching();
    };
    const copy = { label: t('watch.copy'), act: () => void takeCopy(this.#app) };
    if (presenter.attached) this.show('watching', t('banner.watching'), [copy, { label: t('banner.dismiss'), act: dismiss }]);
    else this.show('watching', t('watch.detached'), [{ label: t('watch.attach'), act: () => presenter.attach(), primary: true }, copy]);
  }

  /** A link that was made with another engine plays differently now. */
  async #older() {
    await this.#app.moreWords('clusters').catch(() => {});
    this.show('older', this.#app.t('watch.older'), [{ label: this.#app.t('banner.dismiss'), act: () => this.hide('older') }]);
  }
}
