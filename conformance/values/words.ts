/** Words that stand for something else. */

const TRUE_OR_FALSE = new Set(['true', 'false']);
const BOOLEANS = new Set([...TRUE_OR_FALSE, 't', 'f', '1', '0', 'yes', 'no']);

/** Whatever its case; `strict` takes the two words only. */
export const isBoolean = (text: string, strict: boolean): boolean =>
  (strict ? TRUE_OR_FALSE : BOOLEANS).has(text.toLowerCase());

/** Ways to write "no value" that exporting programs use. Each begins with a byte that no acceptor takes at sight. */
const NULL_WORDS = new Set(['null', '(null)', '\\n', '#n/a', 'nan', 'undefined']);
/** These are text elsewhere ("None" may be a reason), but nothing in a number or a date. */
const NULL_WORDS_IN_TYPED = new Set([...NULL_WORDS, 'none', 'nil', 'na', 'n/a', '-', '--', '?']);

export const isNullWord = (text: string, typed: boolean): boolean =>
  text.length <= 10 && (typed ? NULL_WORDS_IN_TYPED : NULL_WORDS).has(text.toLowerCase());
