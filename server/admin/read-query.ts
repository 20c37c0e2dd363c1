/** Query and path of a request, read strictly: what is not known is refused, never ignored. */
import { Refusal } from './refusal.js';
import { didYouMean, quoted } from './shape/body.js';
import type { Parameter, Parameters } from './shape/parameter.js';

type Values = Readonly<Record<string, unknown>>;

/** `search`: what stands behind the question mark. Throws `Refusal`. */
export function readQuery(declared: Parameters, search: string): Values {
  const names = Object.keys(declared);
  const values: Record<string, unknown> = {};
  for (const part of search.split('&')) {
    if (part === '') continue;
    const [, rawName = '', rawValue = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
    const name = decode(rawName);
    if (!names.includes(name)) throw new Refusal(400, unknownParameter(name, names));
    if (Object.hasOwn(values, name))
      throw new Refusal(400, `the parameter ${name} is given twice: give it once`);
    values[name] = readOne(name, declared[name], decode(rawValue));
  }
  for (const name of names)
    if (declared[name]?.required === true && !Object.hasOwn(values, name))
      throw new Refusal(400, `the parameter ${name} is missing: it takes ${declared[name].takes}`);
  return values;
}

/** Throws `Refusal`. */
export function readPath(declared: Parameters, segments: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(
    Object.entries(segments).map(([name, text]) => [
      name,
      readOne(name, declared[name], decode(text, false)),
    ]),
  );
}

function readOne(name: string, parameter: Parameter<unknown> | undefined, text: string): unknown {
  const value = parameter?.read(text);
  if (value === undefined)
    throw new Refusal(400, `${name} takes ${parameter?.takes ?? 'nothing'}, not ${quoted(text)}`);
  return value;
}

function unknownParameter(name: string, names: readonly string[]): string {
  if (names.length === 0) return `there is no parameter ${quoted(name)}: this route takes none`;
  const hint = didYouMean(name, names);
  return `there is no parameter ${quoted(name)}${hint}: this route takes ${names.join(', ')}`;
}

function decode(text: string, plusIsBlank = true): string {
  try {
    return decodeURIComponent(plusIsBlank ? text.replaceAll('+', ' ') : text);
  } catch {
    throw new Refusal(400, `${quoted(text)} is no percent-encoded UTF-8: encode it with encodeURIComponent`);
  }
}
