/** Where the files of a report lie, by what was named on the command line. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locateFiles } from '../../bin/locate-files.js';
import type { FileReport, Report } from '../../specs/report.js';

const before = process.cwd();
const root = realpathSync(mkdtempSync(join(tmpdir(), 'cqube-conform-locate-')));

beforeAll(() => {
  mkdirSync(join(root, 'here', 'out', 'cqube_emission', 'pat'), { recursive: true });
  writeFileSync(join(root, 'here', 'out', 'cqube_emission', 'pat', 'a.zip'), '');
  process.chdir(join(root, 'here'));
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

const located = (inputs: readonly string[], paths: readonly string[], asked: string): string =>
  locateFiles({
    inputs,
    scenarios: null,
    files: paths.map((path) => ({ path }) as FileReport),
  } as unknown as Report)(asked);

it.each([
  [
    'the emission folder',
    ['out/cqube_emission/'],
    ['pat/a.zip'],
    'pat/a.zip',
    'out/cqube_emission/pat/a.zip',
  ],
  ['the emission folder as a whole', ['./out/cqube_emission'], ['pat/a.zip'], '', 'out/cqube_emission'],
  ['the folder around it', ['out'], ['pat/a.zip'], 'pat/a.zip', 'out/cqube_emission/pat/a.zip'],
  ['the working directory', ['.'], ['x/b.zip'], 'x/b.zip', 'x/b.zip'],
  ['a part of it', ['out/cqube_emission/pat'], ['pat/a.zip'], 'pat/a.zip', 'out/cqube_emission/pat/a.zip'],
  ['one file', ['out/cqube_emission/pat/a.zip'], ['a.zip'], 'a.zip', 'out/cqube_emission/pat/a.zip'],
  ['several', ['out', 'x.zip'], ['out/pat/a.zip', 'x.zip'], 'x.zip', 'x.zip'],
  ['standard input', ['-'], ['standard-input.csv'], 'standard-input.csv', 'standard-input.csv'],
  ['what is not here', ['gone'], ['pat/a.zip'], 'pat/a.zip', 'gone/pat/a.zip'],
  ['nothing but a recording', [], [], 'pat/a.zip', 'pat/a.zip'],
] as const)('%s', (_, inputs, paths, asked, place) => {
  expect(located(inputs, paths, asked)).toBe(place);
});

it('stays absolute outside of the working directory', () => {
  const place = located(['..'], ['y/a.zip'], 'y/a.zip');
  expect(place).toBe(`${root.replaceAll('\\', '/')}/y/a.zip`);
});
