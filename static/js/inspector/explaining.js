// What explains, in one piece: it is fetched together.

export { Badge } from './badge.js';
export { Inspector } from './inspector.js';
