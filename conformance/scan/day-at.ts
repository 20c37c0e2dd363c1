/** Days and times read from bytes that are known to be digits where digits belong. */
import { isDay } from '../values/calendar.js';
import { ZERO } from './bytes.js';

const two = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) - ZERO) * 10 + (bytes[at + 1] as number) - ZERO;

/** `9999-99-99`: does the calendar have that day? */
export const isRealDay = (bytes: Uint8Array, at: number): boolean =>
  isDay(two(bytes, at) * 100 + two(bytes, at + 2), two(bytes, at + 5), two(bytes, at + 8));

/** `99:99:99`: up to 23:59:59. */
export const isTimeAt = (bytes: Uint8Array, at: number): boolean =>
  two(bytes, at) < 24 && two(bytes, at + 3) < 60 && two(bytes, at + 6) < 60;
