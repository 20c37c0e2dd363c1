/** The local time that the emission API stamps its keys with. */

const two = (number: number): string => String(number).padStart(2, '0');

/** `YYYYMMDDhhmmss` of a moment (milliseconds since 1970) in this machine's time zone. */
export function localTime(moment: number): string {
  const date = new Date(moment);
  const day = `${String(date.getFullYear()).padStart(4, '0')}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
