/** The sheet of the page, in the order in which later rules win. */
import { BASE } from './base.js';
import { FRAME } from './frame.js';
import { MEDIA } from './media.js';
import { PARTS } from './parts.js';

export const STYLE = [BASE, FRAME, PARTS, MEDIA].join('');
