// Where this page's files are: "…/static/‹hash›". Modules lie in folders as they are
// committed, and in one as they are packed; the folders next to "js" are found from both.

const { url } = import.meta;

/** The address of the folder that holds the page's modules, style sheets and catalogues, without a slash at its end. */
export const assets = url.slice(0, url.lastIndexOf('/js/'));
