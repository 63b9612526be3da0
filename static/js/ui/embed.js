// In another page's frame. What that page must allow is said by the server, until a
// script runs: then it does.

/** Whether this page stands in the frame of a page of somebody else's: the server has been asked for that. */
export const inFrame = 'embed' in document.documentElement.dataset;

document.getElementById('frame-mute')?.remove();
