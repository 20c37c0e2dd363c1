/*
 * The same score through the command line: zips on disk, checked with --jobs 1 and with --jobs 2. All that was planted must
 * stand in the findings file, nothing else, and both reports must be the same bytes. Sources are written in groups that are
 * worth two threads, and each group is removed before the next is written.
 */
import { execFile } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { generatedTargets, writeGenerated } from '../../dist/bin/generate/write-generated.js';
import { estimateBytes } from '../../dist/fixtures/generator/estimate-bytes.js';
import { compare, planOf, rowBreaks } from './score-source.mjs';

const bin = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
/** Bytes of CSV in a group, unless a single file has more. */
const GROUP_BYTES = 1.5e9;

export async function scoreJobs(kit, { sources, rows, count, seed, onGroup }) {
  const plans = sources.map((source) => planOf(kit, source, rows, seed));
  const total = { groups: 0, files: 0, rows: 0, zipBytes: 0, planted: 0, complaints: [] };
  for (const group of groupsOf(plans)) {
    const score = await scoreGroup(kit, group, { count, seed });
    total.groups++;
    total.files += group.length;
    total.rows += score.rows;
    total.zipBytes += score.zipBytes;
    total.planted += score.planted;
    total.complaints.push(...score.complaints);
    onGroup?.(total);
  }
  return total;
}

function groupsOf(plans) {
  const groups = [];
  let bytes = Infinity;
  for (const plan of plans) {
    const [planned] = plan();
    const more = estimateBytes(planned).bytes;
    if (bytes + more > GROUP_BYTES) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1).push(plan);
    bytes += more;
  }
  return groups;
}

async function scoreGroup(kit, group, { count, seed }) {
  const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-score-'));
  try {
    const emission = join(folder, 'cqube_emission');
    const planted = [];
    let zipBytes = 0;
    for (const plan of group) {
      const planned = plan();
      const breaks = rowBreaks(kit, planned[0], count);
      const broken = kit.breakEmission(planned, { seed, breaks, all: false, loose: false });
      const targets = await generatedTargets(emission, broken.files, false);
      await writeGenerated(targets, { overwrite: false, level: 1, onProgress: () => undefined });
      planted.push(...broken.planted);
      zipBytes += targets.reduce((sum, { path }) => sum + statSync(path).size, 0);
    }
    const one = await checkWith(folder, 1);
    const two = await checkWith(folder, 2);
    const { missed, extra } = compare(planted, one.findings);
    const complaints = [...missed.map((key) => `missed ${key}`), ...extra.map((key) => `not planted ${key}`)];
    if (!one.report.equals(two.report)) complaints.push('--jobs 1 and 2: other bytes in the report');
    if (!one.all.equals(two.all)) complaints.push('--jobs 1 and 2: other bytes in the findings file');
    return { rows: JSON.parse(one.report).summary.rows, zipBytes, planted: planted.length, complaints };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function faultsOf(report) {
  try {
    return JSON.stringify(JSON.parse(readFileSync(report, 'utf8')).faults);
  } catch {
    return '';
  }
}

/** The time of the run is fixed, so that reports can be compared byte by byte. */
async function checkWith(folder, jobs) {
  const [report, all] = [join(folder, `report-${jobs}.json`), join(folder, `findings-${jobs}.ndjson`)];
  // A group is no whole emission, and is not meant to be one.
  const skip = ['--skip', 'emission/missing-source'];
  const args = ['check', 'cqube_emission', ...skip, '--jobs', String(jobs), '-f', `json=${report}`];
  await new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [bin, ...args, '--findings-file', all],
      { cwd: folder, env: { ...process.env, SOURCE_DATE_EPOCH: '0' }, maxBuffer: 1 << 28 },
      (error, _stdout, stderr) => {
        if (!error || error.code === 1) resolve();
        else reject(new Error(`check ended with ${error.code}: ${stderr}${faultsOf(report)}`));
      },
    );
  });
  const findings = [];
  for await (const line of createInterface({ input: createReadStream(all) })) findings.push(JSON.parse(line));
  return { report: readFileSync(report), all: readFileSync(all), findings };
}
