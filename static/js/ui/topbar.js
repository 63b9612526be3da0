// The top bar: which run this is, who watches, language and theme.

/** @import { App } from '../app.js' */
import { byId, setText } from './dom.js';
import { languageNames } from './i18n.js';
import { Menu } from './menu.js';
import { theme } from './theme.js';

export class TopBar {
  #app;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    for (const name of ['language', 'theme', 'more']) {
      new Menu(byId(name), byId(`${name}-menu`), (item) => this.#chosen(item));
    }
    app.on(['lang', 'theme', 'cluster', 'watching', 'heading'], () => this.#show());
    this.#show();
  }

  /** @param {HTMLElement} item */
  #chosen({ dataset }) {
    const app = this.#app;
    if (dataset.click) byId(dataset.click).click();
    if (dataset.choice === 'lang' && dataset.value) void app.setLang(dataset.value);
    if (dataset.choice === 'theme') app.setTheme(/** @type {import('./theme.js').Theme} */ (dataset.value));
  }

  #show() {
    const { t, lang, cluster, watching, heading } = this.#app;
    const title = heading?.title || cluster.title || t('run.free');
    setText(byId('run-title'), title);
    document.title = `${title} · Raft Playground`;
    const { options } = cluster;
    const about = heading?.about ?? (options ? t('run.about', { servers: options.servers, seed: options.seed }) : '');
    setText(byId('run-about'), about);
    // Where the bar is full, the rest of both is told by the pointer.
    const run = byId('run-title').parentElement;
    if (run) run.title = [title, about].filter(Boolean).join(' · ');
    byId('watching').hidden = watching < 2; // nobody watches but whoever reads this
    setText(byId('watching'), t('top.watching', { count: watching }));
    setText(byId('language-name'), languageNames(lang).name);
    const chosen = { lang, theme: theme() };
    for (const item of document.querySelectorAll('.topbar [role="menuitemradio"]')) {
      const { choice, value } = /** @type {HTMLElement} */ (item).dataset;
      item.setAttribute('aria-checked', String(chosen[/** @type {'lang' | 'theme'} */ (choice)] === value));
    }
  }

  /** Nothing of it changes with time. */
  update() {}
}
