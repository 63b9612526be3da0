// What is fetched when it is first needed: once, and once more if that failed.

/** @import { App } from '../app.js' */
import { toast } from './toasts.js';

/**
 * A loader that loads at its first call and gives every later one the same. What could
 * not be loaded is tried again by the next call.
 * @template {any[]} A
 * @template T
 * @param {(...args: A) => Promise<T>} load
 * @returns {(...args: A) => Promise<T>}
 */
export function lazy(load) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return (...args) => {
    loading ??= load(...args).catch((why) => {
      loading = undefined;
      throw why;
    });
    return loading;
  };
}

/**
 * Does something with what is being loaded, for somebody who asked for it: they are
 * told if it cannot be had.
 * @template T
 * @param {App} app
 * @param {Promise<T>} loading
 * @param {(loaded: T) => unknown} act
 */
export async function withLoaded(app, loading, act) {
  try {
    await act(await loading);
  } catch (why) {
    toast(app.t('request.offline'));
    throw why;
  }
}
