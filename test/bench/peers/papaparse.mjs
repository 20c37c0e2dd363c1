/* PapaParse with the checks written by hand: node papaparse.mjs <zip> <source> */
import Papa from 'papaparse';
import { memberStream } from './member-stream.mjs';
import { TableChecks } from './table-checks.mjs';

const [zip, source] = process.argv.slice(2);
const checks = new TableChecks(source);
let isHeader = true;
const stream = await memberStream(zip);
await new Promise((resolve, reject) => {
  Papa.parse(stream, {
    delimiter: '|',
    skipEmptyLines: true,
    chunk: ({ data }) => {
      for (const row of data) {
        if (isHeader) isHeader = false;
        else checks.row(row);
      }
    },
    complete: resolve,
    error: reject,
  });
});
checks.print();
