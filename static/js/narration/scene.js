// The scene in a sentence, for who does not see it: how many servers there are, who
// leads, what does not work. It is kept current, and tells nothing by itself.

/** @import { App } from '../app.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Translate } from '../ui/i18n.js' */
/** @import { View } from '../ui/render-loop.js' */
import { leaderOf } from '../run/state-queries.js';
import { byId, element, setText } from '../ui/dom.js';
import { instantIn } from '../ui/format.js';

/** @param {Translate} t @param {Pick<State, 'servers' | 'clients' | 'links'>} state @returns {string} */
export function sceneOf(t, { servers, clients, links }) {
  const leader = leaderOf({ servers });
  /** Those of whom something is to be said. @param {string} key @param {readonly {id: string}[]} all */
  const those = (key, all) => (all.length > 0 ? [t(key, { names: all.map(({ id }) => id).join(t('scene.comma')), count: all.length })] : []);
  // A link is cut if one of its ways is.
  const cut = new Set(links.filter((link) => link.cut).map(({ from, to }) => [from, to].sort().join()));
  const away = clients.filter((client) => client.cut);
  return [
    t('scene.servers', { count: servers.length }),
    leader ? t('scene.leads', { server: leader.id, term: leader.term }) : t('scene.no-leader'),
    ...those('scene.down', servers.filter((s) => s.down)),
    ...those('scene.paused', servers.filter((s) => s.paused && !s.down)),
    ...(cut.size > 0 ? [t('scene.cut', { count: cut.size })] : []),
    ...those('scene.away', away),
    ...(cut.size === 0 && away.length === 0 ? [t('scene.links')] : []),
  ].join(t('scene.and'));
}

export class Scene {
  #app;
  #words = element('p', { class: 'visually-hidden', id: 'scene' });
  #dirty = true;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    byId('stage').before(this.#words);
    app.on(['lang', 'cluster', 'clusters', 'pace'], () => (this.#dirty = true));
  }

  /** @param {View} view @returns {boolean} whether something waits to be told */
  update({ state, time, live, read }) {
    if (!read && !this.#dirty) return true;
    this.#dirty = false;
    const { t, clusters, cluster, playhead } = this.#app;
    const words = sceneOf(t, state);
    const when = live ? t(playhead.playing ? 'scene.plays' : 'scene.stands') : t('scene.past', { time: instantIn(t, time) });
    setText(this.#words, t(clusters.size > 1 ? 'scene.of' : 'scene.alone', { cluster: cluster.id, scene: words, when }));
    return false;
  }
}
