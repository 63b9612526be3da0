// Which shortcut a key is. A letter is what the keyboard's layout makes of the key, as
// it is printed on it; where the layout makes no Latin letters, it is the one that stands
// there on most keyboards.

/** Whether the layout makes Latin letters, as far as has been seen. */
let latin = true;

/**
 * @param {Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>} event
 * @returns {string} a small letter, a digit, a sign; or the key's name
 */
export function shortcutOf({ key, code, shiftKey }) {
  const place = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  // Wide forms are those of input methods; Turkish writes I without its dot. An input method names no key.
  let sign = key.normalize('NFKC');
  if (sign === '؟') sign = '?';
  else if ([...sign].length === 1) sign = sign.toUpperCase().toLowerCase();
  const unnamed = key === 'Process';
  if (!unnamed && /^(?:[a-z0-9 ?+=-]|[A-Z].+)$/.test(sign)) {
    if (/^[a-z]$/.test(sign)) latin = true;
    return sign;
  }
  const letter = !unnamed && /[\p{L}\p{M}]/u.test(sign);
  if (letter) latin = /\p{Script=Latin}/u.test(sign);
  if (place?.[2] && !shiftKey) return place[2];
  // A sign can stand where there is a letter on other keyboards, in any script.
  return place?.[1] && (unnamed || !latin) ? place[1].toLowerCase() : sign;
}
