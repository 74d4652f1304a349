// English. Every language has the same keys; a text with forms takes the one of the value {count}.
import general from './en-general.js';
import watching from './en-watching.js';
import acting from './en-acting.js';

export default { ...general, ...watching, ...acting };
