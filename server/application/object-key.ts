/** The key under which the application has a file uploaded: its name with the server's local time put in. */

/**
 * The stamp goes before the last dot of the whole path, even if that dot is in a folder's name; at the end if there is
 * none. Nothing else of the name is changed.
 */
export function stampKey(name: string, stamp: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? `${name}_${stamp}` : `${name.slice(0, dot)}_${stamp}${name.slice(dot)}`;
}

/** `YYYYMMDDhhmmss` of a moment in the time zone of this machine. */
export function localTimestamp(moment: number): string {
  const time = new Date(moment);
  const parts = [time.getMonth() + 1, time.getDate(), time.getHours(), time.getMinutes(), time.getSeconds()];
  const year = String(time.getFullYear()).padStart(4, '0');
  return year + parts.map((part) => String(part).padStart(2, '0')).join('');
}
