// Style sheets that are not needed from the start.

import { assets } from './assets.js';
import { element } from './dom.js';
import { lazy } from './lazy.js';

/** @type {Map<string, () => Promise<void>>} */
const sheets = new Map();

/** Has a style sheet at hand. @param {'compare' | 'dialogs' | 'explain' | 'lesson' | 'notice' | 'share'} name @returns {Promise<void>} */
export function styleSheet(name) {
  let load = sheets.get(name);
  if (!load) sheets.set(name, (load = lazy(() => fetched(name))));
  return load();
}

/** @param {string} name @returns {Promise<void>} */
function fetched(name) {
  return new Promise((resolve, reject) => {
    const link = element('link', { rel: 'stylesheet', href: `${assets}/css/${name}.css` });
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`the style sheet ${name} could not be fetched`));
    };
    document.head.append(link);
  });
}
