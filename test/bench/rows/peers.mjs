/*
 * Tools that people use for this, each made to do the same work: the number of fields, the type of every value, and that the
 * key does not repeat. First all of them, and we, check one file with known defects; who counts otherwise is not compared.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstLine } from '../machine.mjs';
import { check, compare, has, measure, median, node, pairedRatio, shell } from '../measure.mjs';
import { millerCommand } from '../peers/miller.mjs';
import { cost, seconds, skipped, verifyReport } from './outcome.mjs';

const SOURCE = 'student_attendance';
const PLANTED = {
  'table/field-count': 40,
  'table/value-type': 40,
  'table/duplicate-key': 20,
  'table/duplicate-row': 20,
};
const PLANTED_ROWS = 100_000;

const folder = fileURLToPath(new URL('../peers/', import.meta.url));
const script = (name) => join(folder, `${name}.mjs`);

/** null: not installed. */
function versionOf(name) {
  for (const root of [folder, fileURLToPath(new URL('../../../', import.meta.url))]) {
    const file = join(root, 'node_modules', name, 'package.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).version;
  }
  return null;
}

const extract = (zip, into) => shell('unzip -o -q "$0" -d "$1"', zip, into);

/** Half of the planted rows with a wrong number of fields have one too few. */
const SHORT_ROWS = PLANTED['table/field-count'] / 2;

/**
 * Everybody has to count the same in the planted file; throws where somebody does not. `takesShortRows`: up to 6.11 Miller
 * fills up rows that are too short without a word. Gives back what is to be said of that.
 */
async function verifyAgreement(data, tell, count, { takesShortRows = false } = {}) {
  const breaks = Object.entries(PLANTED).map(([rule, times]) => `${rule}:${times}`);
  const { path } = await data.zipOf(SOURCE, PLANTED_ROWS, breaks);
  tell('a file with known defects');
  const ours = countsOf(JSON.parse((await measure(check(path, '-f', 'json'))).out));
  if (ours.ragged !== 40 || ours.badRows !== 40 || ours.duplicates !== 40)
    throw new Error(`check does not count what was planted: ${JSON.stringify(ours)}`);
  const theirs = await count(path);
  const short = takesShortRows && theirs.ragged === ours.ragged - SHORT_ROWS ? SHORT_ROWS : 0;
  const [one, other] = [ours, { ...theirs, ragged: theirs.ragged + short }].map((counts) =>
    JSON.stringify(counts),
  );
  if (one !== other) throw new Error(`it counts otherwise than check: ${other}, and not ${one}`);
  return short > 0 ? '; it does not see rows that are too short' : '';
}

function countsOf({ summary, groups }) {
  const of = (...rules) =>
    groups.filter(({ rule }) => rules.includes(rule)).reduce((sum, group) => sum + group.count, 0);
  return {
    rows: summary.rows,
    ragged: of('table/field-count'),
    badRows: of('table/value-type'),
    duplicates: of('table/duplicate-key', 'table/duplicate-row'),
  };
}

const asCounts = ({ out }) => {
  const { rows, ragged, badRows, duplicates } = JSON.parse(out);
  return { rows, ragged, badRows, duplicates };
};

const verifyRows = (rows) => (name, out) => {
  if (name === 'check') verifyReport(out, { rows });
  else if (name !== 'extraction' && JSON.parse(out).rows !== rows)
    throw new Error(`${name} counts ${JSON.parse(out).rows} rows, not ${rows}`);
};

/** A peer that reads the zip, on a share of the rows; both sides as rows a second. */
const slowPeer = (id, label, { missing, version, command, part = 1, ...about }) => ({
  id,
  title: `check beside ${label}`,
  sizeMatters: true,
  async run({ data, tell }) {
    const what = `${label}, rows a second of check ÷ its`;
    if (missing()) return [skipped(what, missing())];
    const count = async (zip) => asCounts(await measure(command(zip)));
    const but = await verifyAgreement(data, tell, count, about);
    const whole = await data.zipOf(SOURCE, data.sizes.attendance);
    const share = await data.zipOf(SOURCE, Math.max(1000, Math.round(data.sizes.share / part)));
    const ours = await compare(
      { check: check(whole.path, '-f', 'json') },
      { rounds: 1, tell, verify: verifyRows(whole.rows) },
    );
    const theirs = await compare(
      { [id]: command(share.path) },
      { rounds: 1, tell, verify: verifyRows(share.rows) },
    );
    const speed = ({ rows }, { wall }) => rows / wall;
    const [fast, slow] = [speed(whole, ours.check), speed(share, theirs[id])];
    return [
      {
        what: `${what} (${version()}; on ${share.rows.toLocaleString('en')} rows, scaled${but})`,
        ours: `${perSecond(fast)}, ${cost(ours.check)}`,
        beside: `${perSecond(slow)}, ${cost(theirs[id])}`,
        figure: fast / slow,
        unit: '×',
        better: 'more',
        bar: 1,
        goal: 2,
      },
    ];
  },
});

const perSecond = (rows) => `${(rows / 1e6).toFixed(2)} M rows/s`;

const notInstalled = (name) =>
  versionOf(name) === null ? 'not installed: npm run bench -- --install-peers' : null;

export const csvParse = slowPeer('csv-parse', 'csv-parse with checks by hand', {
  missing: () => notInstalled('csv-parse'),
  version: () => versionOf('csv-parse'),
  command: (zip) => node(script('csv-parse'), zip, SOURCE),
});

export const papaparse = slowPeer('papaparse', 'PapaParse with checks by hand', {
  missing: () => notInstalled('papaparse'),
  version: () => versionOf('papaparse'),
  command: (zip) => node(script('papaparse'), zip, SOURCE),
});

export const miller = slowPeer('miller', 'Miller', {
  missing: () => (has('mlr') ? (has('unzip') ? null : 'unzip is not installed') : 'mlr is not installed'),
  takesShortRows: true,
  // A hundredth of our speed, and gigabytes of memory for half a million keys.
  part: 10,
  version: () => firstLine('mlr', ['--version']),
  command: (zip) => shell('zip="$1"; shift; unzip -p "$zip" | "$@"', 'sh', zip, ...millerCommand(SOURCE)),
});

export const duckdb = {
  id: 'duckdb',
  title: 'check beside DuckDB',
  sizeMatters: true,
  async run({ data, rounds, tell }) {
    const what = 'DuckDB ÷ check, the CSV extracted first';
    const missing = notInstalled('@duckdb/node-api') ?? (has('unzip') ? null : 'unzip is not installed');
    if (missing) return [skipped(what, missing)];
    return data.scratch(async (scratch) => {
      const csv = join(scratch, `${SOURCE}.csv`);
      const command = node(script('duckdb'), csv, SOURCE);
      await verifyAgreement(data, tell, async (zip) => {
        await measure(extract(zip, scratch));
        return asCounts(await measure(command));
      });
      const { path, rows } = await data.zipOf(SOURCE, data.sizes.attendance);
      const got = await compare(
        { check: check(path, '-f', 'json'), extraction: extract(path, scratch), DuckDB: command },
        { rounds, tell, verify: verifyRows(rows) },
      );
      const whole = median(
        got.check.runs.map(
          (run, round) => (got.extraction.runs[round].wall + got.DuckDB.runs[round].wall) / run.wall,
        ),
      );
      const version = versionOf('@duckdb/node-api');
      return [
        {
          what: `DuckDB ÷ check, extraction counted (${version})`,
          ours: cost(got.check),
          beside: `${seconds(got.extraction.wall)} + ${cost(got.DuckDB)}`,
          figure: whole,
          unit: '×',
          better: 'more',
          bar: 1,
          goal: 2,
        },
        {
          what: 'DuckDB on the extracted CSV ÷ check of the zip',
          ours: cost(got.check),
          beside: cost(got.DuckDB),
          figure: pairedRatio(got.DuckDB, got.check),
          unit: '×',
          better: 'more',
        },
      ];
    });
  },
};
