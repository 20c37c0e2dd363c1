/** Secrets of one exchange that are known by where they stood, in every form in which they could stand elsewhere. */
import { wellFormed } from './well-formed.js';

/** Shorter ones would strike words that have nothing to do with them. */
const SHORTEST = 8;
const MOST = 24;

/** Characters of Base64 that depend on nothing but the text itself, whatever stands before and behind it. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.from(' '.repeat(shift) + text).toString('base64');
    const from = shift === 0 ? 0 : shift + 1;
    const rest = (shift + Buffer.byteLength(text)) % 3;
    return whole.slice(from, rest === 0 ? whole.length : -(5 - rest));
  });
}

function formsOf(secret: string): string[] {
  const base64 = base64Forms(secret).filter((form) => form.length >= SHORTEST);
  return [
    secret,
    encodeURIComponent(wellFormed(secret)),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** Replaces every known secret by `substitute`, in any case and encoding. */
export function createEraser(secrets: Iterable<string>, substitute: string): (text: string) => string {
  const usable = [...new Set(secrets)].filter(({ length }) => length >= SHORTEST).slice(0, MOST);
  const forms = [...new Set(usable.flatMap(formsOf).flatMap((form) => [form, form.toLowerCase()]))]
    .filter((form) => !substitute.includes(form))
    .toSorted((a, b) => b.length - a.length);
  const shortest = forms.at(-1)?.length ?? Infinity;
  return (text) => {
    if (text.length < shortest) return text;
    const lower = text.toLowerCase();
    const found = forms.filter((form) => lower.includes(form) || text.includes(form));
    if (found.length === 0) return text;
    return text.replaceAll(new RegExp(found.map(escape).join('|'), 'gi'), substitute);
  };
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
