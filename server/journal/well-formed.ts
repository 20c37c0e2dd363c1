/** Text that UTF-8 has bytes for: halves of surrogate pairs become U+FFFD. */
export const wellFormed = (text: string): string =>
  /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
