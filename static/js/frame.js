// In another page's frame.

/** Whether this page stands in the frame of a page of somebody else's: the server has been asked for that. */
export const inFrame = 'embed' in document.documentElement.dataset;
