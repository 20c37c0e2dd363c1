/**
 * A JSON string as Python's json module writes it by default: ASCII only. JSON.stringify escapes quotes, backslashes and
 * control characters as Python does; the rest is added here.
 */
export const asciiString = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
