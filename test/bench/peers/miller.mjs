/* Miller: the same checks in its language. Values are taken as text, so that it converts nothing that is not asked for. */
import { findSource } from '../../../dist/specs/lookup.js';

const WIDTHS = { smallint: '32767', integer: '2147483647' };

/** What has more digits than 64 bits hold becomes a floating-point number in Miller: it is compared as text. */
const isTooWide = (value, type) =>
  type === 'bigint'
    ? `strlen(${value}) > 19 || (strlen(${value}) == 19 && ${value} > "9223372036854775807")`
    : `abs(int(${value})) > ${WIDTHS[type]}`;

export function millerCommand(source) {
  const { fields, primaryKey } = findSource(source);
  const whole = fields.filter(({ type }) => ['smallint', 'integer', 'bigint'].includes(type));
  const isBad = whole.map(({ name, type }) => {
    const value = `$[${JSON.stringify(name)}]`;
    return `(${value} != "" && (!(${value} =~ "^-?[0-9]+$") || ${isTooWide(value, type)}))`;
  });
  const key = primaryKey.map((name) => `$[${JSON.stringify(name)}]`).join(' . "|" . ');
  const program = `begin { @rows = 0; @ragged = 0; @badRows = 0; @duplicates = 0 }
@rows += 1;
if (NF != ${fields.length}) { @ragged += 1 } else {
  if (${isBad.join('\n || ')}) { @badRows += 1 }
  key = ${key};
  if (is_present(@seen[key])) { @duplicates += 1 } else { @seen[key] = 1 }
}
end { emit (@rows, @ragged, @badRows, @duplicates) }`;
  return ['mlr', '-S', '--icsv', '--ifs', '|', '--ojsonl', '--allow-ragged-csv-input', 'put', '-q', program];
}
