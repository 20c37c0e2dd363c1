/** Everything that is written for people goes through here. */
import { colourStyle, plainStyle } from '../conformance/reporters/style.js';
import type { Style } from '../conformance/reporters/style.js';

/** Colour for a terminal; plain for a pipe; NO_COLOR and FORCE_COLOR are obeyed. */
export const styleFor = (stream: NodeJS.WriteStream): Style => {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env;
  if (no !== undefined && no !== '') return plainStyle;
  if (force !== undefined && force !== '') return force === '0' ? plainStyle : colourStyle;
  return stream.isTTY ? colourStyle : plainStyle;
};
