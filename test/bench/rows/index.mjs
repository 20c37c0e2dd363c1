/* Everything that `npm run bench` measures, in this order. A row more is a file more and a line here. */
import { coldStart } from './cold-start.mjs';
import { everyRowBad } from './every-row-bad.mjs';
import { folder } from './folder.mjs';
import { memory } from './memory.mjs';
import { csvParse, duckdb, miller, papaparse } from './peers.mjs';
import { attendance, pat, udise } from './single-file.mjs';
import { upload } from './upload.mjs';

export const rows = [
  attendance,
  duckdb,
  csvParse,
  papaparse,
  miller,
  pat,
  udise,
  folder,
  everyRowBad,
  memory,
  coldStart,
  upload,
];
