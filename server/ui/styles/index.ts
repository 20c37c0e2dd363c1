/** The page's style sheet. */
import { BASE } from './base.js';
import { FRAME } from './frame.js';
import { PARTS } from './parts.js';
import { VIEWS } from './views.js';

export const STYLE = [BASE, FRAME, PARTS, VIEWS].join('');
