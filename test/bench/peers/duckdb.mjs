/*
 * DuckDB: node duckdb.mjs <csv> <source>. One pass over the CSV with the declared types and a table of rejects; what it reads
 * of every column is counted, since columns that nobody asks for are not converted. Then a group-by on the key.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { findSource } from '../../../dist/specs/lookup.js';

const TYPES = {
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  string: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
};

const [csv, source] = process.argv.slice(2);
const { fields, primaryKey } = findSource(source);
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const columns = fields.map(({ name, type }) => `${text(name)}: ${text(TYPES[type] ?? 'VARCHAR')}`).join(', ');
const key = primaryKey.map(quoted).join(', ');
const present = fields.map(({ name }) => `(${quoted(name)} IS NOT NULL)::INT`).join(' + ');

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const first = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()[0] ?? {};
await connection.run(
  `CREATE TEMP TABLE keys AS SELECT ${key} FROM (SELECT ${key}, ${present} AS present FROM read_csv(${text(csv)},
    delim = '|', header = true, quote = '"', escape = '"', auto_detect = false, nullstr = '',
    columns = {${columns}}, store_rejects = true, rejects_limit = 0)) WHERE present >= 0`,
);
const { kept } = await first('SELECT count(*) AS kept FROM keys');
const { ragged } = await first(
  "SELECT count(DISTINCT line) AS ragged FROM reject_errors WHERE error_type IN ('TOO MANY COLUMNS', 'MISSING COLUMNS')",
);
const { bad } = await first(
  "SELECT count(DISTINCT line) AS bad FROM reject_errors WHERE error_type = 'CAST'",
);
const { repeated } = await first(
  `SELECT coalesce(sum(n - 1), 0)::BIGINT AS repeated FROM (SELECT count(*) AS n FROM keys GROUP BY ${key} HAVING n > 1)`,
);
// What is rejected is not kept.
const rows = [kept, ragged, bad].reduce((sum, count) => sum + Number(count), 0);
console.log(
  JSON.stringify({
    rows,
    ragged: Number(ragged),
    badRows: Number(bad),
    duplicates: Number(repeated),
  }),
);
