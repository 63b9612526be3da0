// Opening the run that is here once more, from its beginning, with something about
// it changed: the same seed, the same commands.

/** @import { App } from '../app.js' */
import { tellRefusal } from '../connection/refusals.js';
import { Refused } from '../connection/requests.js';
import { toast } from '../ui/toasts.js';

/** @param {App} app @param {string} change as a comparison has it behind "with:" @returns {Promise<boolean>} whether it was opened */
export async function reopen(app, change) {
  const { t, stream, session } = app;
  if (!app.commands) {
    toast(t('why.watching'));
    return false;
  }
  try {
    const { text } = await session.askText();
    await stream.request({ t: 'open', text, change });
    toast(t('toast.again'));
    return true;
  } catch (why) {
    if (!(why instanceof Refused)) throw why;
    if (why.code.startsWith('scenario.')) await app.moreWords();
    toast(await tellRefusal(app, why));
    return false;
  }
}
