/* csv-parse with the checks written by hand: node csv-parse.mjs <zip> <source> */
import { parse } from 'csv-parse';
import { memberStream } from './member-stream.mjs';
import { TableChecks } from './table-checks.mjs';

const [zip, source] = process.argv.slice(2);
const checks = new TableChecks(source);
const parser = parse({ delimiter: '|', relax_column_count: true, from_line: 2 });
parser.on('readable', () => {
  for (let record = parser.read(); record !== null; record = parser.read()) checks.row(record);
});
(await memberStream(zip)).pipe(parser);
await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
checks.print();
