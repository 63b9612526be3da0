// What the server refused, in words. A refusal is a code with values; what could
// stand there instead is told if the server knows.

/** @import { App } from '../app.js' */
/** @import { Translate } from '../ui/i18n.js' */
/** @import { Refused } from './requests.js' */

/** @param {string} code */
const keyOf = (code) => (code.includes('.') ? code : `request.${code}`);

/**
 * @param {Translate} t
 * @param {Pick<Refused, 'code' | 'values'>} refused
 * @returns {string}
 */
export function refusalText(t, { code, values = {} }) {
  const key = keyOf(code);
  const raw = t(key);
  if (raw === key) return t('request.other', { code });
  let problem = t(key, { ...values, found: values.found || t('word.nothing') });
  if (values.suggestion) problem = t('scenario.with-suggestion', { problem, suggestion: values.suggestion });
  else if (values.expected && !raw.includes('{expected}')) problem = t('scenario.with-expected', { problem, expected: values.expected });
  const { line, column } = values;
  if (!line || !code.startsWith('scenario.')) return problem;
  return t(column ? 'scenario.at-line' : 'scenario.at-whole-line', { line, column, problem });
}

/**
 * The same once the words are here: what can be refused is fetched when something
 * is, but for what a page says without a server.
 * @param {App} app
 * @param {Pick<Refused, 'code' | 'values'>} refused
 */
export async function tellRefusal(app, refused) {
  // Without them it is told by its code.
  if (app.t(keyOf(refused.code)) === keyOf(refused.code)) await app.moreWords('scenario').catch(() => {});
  return refusalText(app.t, refused);
}
