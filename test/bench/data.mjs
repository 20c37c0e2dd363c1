/* The data that is measured: made by our own generator from a seed, and kept in .bench/ for the next run. */
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openArchive } from '../../dist/conformance/inputs/archive.js';
import { writeZip } from '../../dist/bin/pack/zip-csv.js';
import { bin, measure } from './measure.mjs';

const FOLDER = fileURLToPath(new URL('../../.bench/', import.meta.url));
/** In the name of every data set: to be raised when what is generated changes. */
const VERSION = 1;

/** Rows of the attendance CSV, of the share that slow peers get, of results, of UDISE, and of each file in the folder. */
export const SIZES = {
  small: { attendance: 200_000, share: 100_000, pat: 200_000, udise: 20_000, each: 150_000, megabytes: 100 },
  medium: {
    attendance: 2_500_000,
    share: 500_000,
    pat: 2_000_000,
    udise: 150_000,
    each: 1_000_000,
    megabytes: 500,
  },
  full: {
    attendance: 19_500_000,
    share: 2_000_000,
    pat: 20_000_000,
    udise: 1_000_000,
    each: 1_500_000,
    megabytes: 500,
  },
};

/** With `--rows` everything else follows the attendance. */
export function sizesOf(size, rows) {
  const base = SIZES[size];
  if (rows === null) return base;
  const scale = (number) => Math.max(1000, Math.round((number * rows) / base.attendance));
  return {
    attendance: rows,
    share: Math.min(rows, scale(base.share)),
    pat: scale(base.pat),
    udise: scale(base.udise),
    each: scale(base.each),
    megabytes: base.megabytes,
  };
}

export class BenchData {
  #sizes;
  #tell;

  constructor(sizes, tell) {
    this.#sizes = sizes;
    this.#tell = tell;
    sweepScratch();
  }

  get sizes() {
    return this.#sizes;
  }

  /** Path of the zip of one source with so many rows; with defects: `<rule>:<count>`. */
  async zipOf(source, rows, breaks = []) {
    const name = [source, rows, ...breaks.map((text) => text.replaceAll(/[/:]/g, '-'))].join('_');
    const folder = await this.#generated(name, [...onlyThese(rows, source), ...withBreaks(breaks)]);
    return { path: zipIn(folder, source), rows };
  }

  /** A folder with one file of each source, `rows` in each. */
  async folderOf(sources, rows) {
    const folder = await this.#generated(`folder_${sources.length}_${rows}`, onlyThese(rows, ...sources));
    return { path: folder, rows: rows * sources.length };
  }

  /** The zip once more, the last value of every row replaced by a letter. */
  async everyRowBad(source, rows) {
    const good = await this.zipOf(source, rows);
    const path = join(FOLDER, `v${VERSION}_${source}_${rows}_every-row-bad.zip`);
    if (existsSync(path)) return { path, rows };
    this.#tell(`making ${source}, every row bad`);
    const archive = await openArchive(good.path, { path: '', stem: source, memberNameRead: false });
    const out = createWriteStream(`${path}.part`);
    const closed = once(out, 'close');
    try {
      await writeZip(lastValuesReplaced(archive.read()), `${source}.csv`, out, {
        level: 6,
        onBytes: () => undefined,
      });
      await closed;
    } finally {
      await archive.close();
    }
    renameSync(`${path}.part`, path);
    return { path, rows };
  }

  /** A folder for what a measurement writes; removed afterwards. */
  async scratch(use) {
    const folder = join(FOLDER, `scratch-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    try {
      return await use(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async #generated(name, options) {
    mkdirSync(FOLDER, { recursive: true });
    const folder = join(FOLDER, `v${VERSION}_${name}`);
    if (existsSync(folder)) return folder;
    this.#tell(`generating ${name}`);
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    const args = [bin, 'generate', part, '--date', '2023-12-31', '--planted', `${folder}.planted.json`];
    const asked = options.includes('--break') ? args : args.slice(0, -2);
    await measure({
      program: process.execPath,
      args: [...asked, ...options, '--overwrite'],
      isNode: false,
    });
    renameSync(part, folder);
    return folder;
  }
}

/** So many schools that keys last: UDISE has a row a school, and a school 50 students. */
const onlyThese = (rows, ...sources) => [
  '--sources',
  ...sources,
  '--only-these',
  '--schools',
  String(Math.min(1_000_000, Math.max(100, rows))),
  '--rows',
  ...sources.map((source) => `${source}=${rows}`),
];

const withBreaks = (breaks) => (breaks.length > 0 ? ['--break', ...breaks] : []);

function zipIn(folder, source) {
  const names = { periodic_exam_result_trans: 'pat', sch_profile: 'udise' };
  return join(folder, names[source] ?? source, `${source}.zip`);
}

/** What a run that was killed has left. */
function sweepScratch() {
  if (!existsSync(FOLDER)) return;
  for (const name of readdirSync(FOLDER)) {
    const [, pid] = /^scratch-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(FOLDER, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const [LF, DELIMITER] = [10, '|'.charCodeAt(0)];

/** `…|<anything>\n` becomes `…|x\n`, the header excepted. */
async function* lastValuesReplaced(chunks) {
  let rest = Buffer.alloc(0);
  let isHeader = true;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const out = Buffer.allocUnsafe(bytes.length * 2);
    let [from, length] = [0, 0];
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      const keep = isHeader ? end : bytes.lastIndexOf(DELIMITER, end) + 1;
      length += bytes.copy(out, length, from, keep);
      if (!isHeader) length += out.write('x', length);
      isHeader = false;
      out[length++] = LF;
      from = end + 1;
    }
    rest = Buffer.from(bytes.subarray(from));
    yield out.subarray(0, length);
  }
}
