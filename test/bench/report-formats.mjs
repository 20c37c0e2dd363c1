/*
 * What every format at once costs: an emission with 200,000 findings, checked without a file and with all ten; then how
 * long a browser takes to open the HTML report.
 *   node test/bench/report-formats.mjs [--findings 200000]
 * Every run is a process of its own; its peak memory is what the system says. A second pair has ten times the findings:
 * what the formats add must not grow with them, as a report holds samples.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import AdmZip from 'adm-zip';

const at = process.argv.indexOf('--findings');
const wanted = at < 0 ? 200_000 : Number(process.argv[at + 1]);
const main = fileURLToPath(new URL('../../dist/bin/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-bench-'));

const FORMATS = ['pretty', 'json', 'ndjson', 'junit', 'csv', 'html', 'sarif', 'github', 'gitlab', 'markdown'];

/** Attendance in letters: 31 days a row, each a finding in a column of its own; every file of the emission. */
function plant(findings) {
  const emission = join(folder, `of-${findings}`, 'cqube_emission');
  const days = Array.from({ length: 31 }, (_, day) => day + 1);
  const header = `StudentAttendanceId|StudentId|SchoolId|AcademicYear|Month|${days.join('|')}\n`;
  const rows = Math.ceil(findings / 2 / 31);
  const lines = Array.from(
    { length: rows },
    (_, row) => `${900_000 + row}|${row}|24010100011|2020-21|7|${days.map(() => 'P').join('|')}\n`,
  );
  write(emission, 'student_attendance', 'student_attendance', header + lines.join(''));
  const grades = Array.from({ length: Math.ceil(findings / 4) }, (_, row) => `${24_010_000_000 + row}|x|y\n`);
  write(emission, 'grade_details', 'grade_details', `school_id|grade|students_count\n${grades.join('')}`);
  return emission;
}

function write(emission, source, stem, csv) {
  mkdirSync(join(emission, source), { recursive: true });
  const zip = new AdmZip();
  zip.addFile(`${stem}.csv`, Buffer.from(csv));
  zip.writeZip(join(emission, source, `${stem}.zip`));
}

const RUN = `
  const { main } = await import(process.argv[1]);
  const begun = process.hrtime.bigint();
  process.exitCode = await main(process.argv.slice(2));
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  console.error(JSON.stringify({ seconds, kilobytes: process.resourceUsage().maxRSS }));`;

function measure(emission, formats) {
  const files = formats.flatMap((name) => ['-f', `${name}=${join(folder, `report.${name}`)}`]);
  const { stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', RUN, main, 'check', emission, ...files],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return JSON.parse(stderr.trim().split('\n').at(-1));
}

const megabytes = (kilobytes) => `${Math.round(kilobytes / 1024)} MiB`;

async function openingTime() {
  try {
    const { chromium } = await import('playwright-core');
    const browser = await chromium.launch({
      executablePath: process.env.CQUBE_CONFORM_TEST_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    const page = await browser.newPage();
    const begun = performance.now();
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    await page.locator('#found').filter({ hasText: 'finding' }).waitFor();
    const opened = performance.now() - begun;
    const searched = await page.evaluate(`(() => {
      const begun = performance.now();
      const words = document.getElementById('words');
      words.value = '"line 777"';
      words.dispatchEvent(new Event('input', { bubbles: true }));
      return performance.now() - begun;
    })()`);
    await browser.close();
    return `opened in ${Math.round(opened)} ms, searched in ${Math.round(searched)} ms`;
  } catch (error) {
    return `no browser: ${error.message.split('\n')[0]}`;
  }
}

try {
  for (const findings of [wanted, wanted * 10]) {
    const emission = plant(findings);
    const without = measure(emission, ['json']);
    const all = measure(emission, FORMATS);
    console.log(
      `${findings} findings: json alone ${without.seconds.toFixed(1)} s, ${megabytes(without.kilobytes)}; all ten ${all.seconds.toFixed(1)} s, ${megabytes(all.kilobytes)}`,
    );
  }
  for (const name of FORMATS)
    console.log(
      `  ${name.padEnd(8)} ${Math.round(statSync(join(folder, `report.${name}`)).size / 1024)} KiB`,
    );
  console.log(`html: ${await openingTime()}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
