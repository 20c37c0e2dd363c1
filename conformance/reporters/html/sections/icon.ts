/** Signs that are told apart by shape as well as by colour. A text beside each says the same. */
import { markup } from '../markup.js';
import type { Markup } from '../markup.js';

export type Sign = 'pass' | 'warn' | 'fail' | 'unknown' | 'absent';

const SHAPES: Readonly<Record<Sign, string>> = {
  pass: 'M4 8.5l2.7 2.7L12 5.5',
  warn: 'M8 4v5M8 11.6v.4',
  fail: 'M5 5l6 6M11 5l-6 6',
  unknown: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.6v.4',
  absent: 'M5 8h6',
};

export const icon = (sign: Sign): Markup =>
  markup`<svg class="icon ${sign}" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7.25" /><path d="${SHAPES[sign]}" /></svg>`;
