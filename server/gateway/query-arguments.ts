/** The query string as OpenResty takes it apart: the gateway looks for a token here before it looks at the headers. */

/** OpenResty reads no more arguments than this; a token behind them is not seen. */
const MAX_ARGUMENTS = 100;

/**
 * Every value of an argument, in order. `true`: the name stands there without `=`. Arguments without a name do not
 * count. Values are bytes, one character each.
 */
export function queryValues(rawQuery: string, name: string): readonly (string | true)[] {
  const values: (string | true)[] = [];
  let seen = 0;
  for (const piece of rawQuery.split('&')) {
    if (seen === MAX_ARGUMENTS) break;
    const equals = piece.indexOf('=');
    const key = unescapeArgument(equals < 0 ? piece : piece.slice(0, equals));
    if (key === '') continue;
    seen += 1;
    if (key === name) values.push(equals < 0 ? true : unescapeArgument(piece.slice(equals + 1)));
  }
  return values;
}

/** A plus is a space; a percent sign without two hexadecimal digits stays as it is. */
function unescapeArgument(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9a-fA-F]{2})/g, (_match, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
}
