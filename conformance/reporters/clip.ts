/** Text of other people's files where room is short. */
import { visible } from '../engine/show-value.js';

/** At most so many UTF-16 units and a mark that something is missing; no character is cut in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)}…`;
}

/** The same on one line: what is not to be seen, or turns text around, stands as `\u{…}`. */
export const clipLine = (text: string, most: number): string => visible(clip(text, most));
