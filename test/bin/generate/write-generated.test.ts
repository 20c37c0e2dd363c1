import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plantedText } from '../../../bin/generate/describe-generated.js';
import { generatedTargets, writeGenerated } from '../../../bin/generate/write-generated.js';
import { checkEmission } from '../../../conformance/check-emission.js';
import type { Break } from '../../../fixtures/generator/breaking/allocate.js';
import { breakEmission } from '../../../fixtures/generator/breaking/break-emission.js';
import { planters } from '../../../fixtures/generator/breaking/index.js';
import type { Planted } from '../../../fixtures/generator/breaking/planter.js';
import type { GenerateOptions } from '../../../fixtures/generator/plan.js';
import type { Report } from '../../../specs/report.js';
import { planWith } from '../../fixtures/generator/generated.js';

let folder = '';
let out = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'generate-')));
  out = join(folder, 'cqube_emission');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Written {
  readonly planted: readonly Planted[];
}

async function write(
  given: Partial<GenerateOptions> & {
    readonly breaks?: readonly Break[];
    readonly overwrite?: boolean;
    readonly level?: number;
    readonly beside?: string;
  } = {},
): Promise<Written> {
  const { breaks = [], overwrite = false, level = 6, beside, ...options } = given;
  const all = options.sources === undefined;
  const { files, planted } = breakEmission(planWith(options), { seed: 5, breaks, all, loose: false });
  const targets = await generatedTargets(out, files, overwrite);
  await writeGenerated(targets, {
    overwrite,
    level,
    onProgress: () => undefined,
    ...(beside !== undefined && { beside: { path: beside, text: () => plantedText(5, planted) } }),
  });
  return { planted };
}

const check = (): Promise<Report> => checkEmission([out], { now: () => 0, samples: 100_000 });

const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

const one = { sources: ['sch_safety'], onlyThese: true };

describe('a generated folder', () => {
  it('conforms, with all 58 sources', async () => {
    await write();
    const { verdict, counts, files } = await check();
    expect({ verdict, counts, files: files.length }).toEqual({
      verdict: 'conformant',
      counts: { error: 0, warning: 0, info: 0 },
      files: 58,
    });
  });

  it.each([0, 1, 6])('has the same bytes twice, compressed by level %i', async (level) => {
    await write({ ...one, level });
    const [path = ''] = filesBelow(out);
    const before = readFileSync(path);
    await write({ ...one, level, overwrite: true });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('replaces nothing that is there, and then writes nothing at all', async () => {
    mkdirSync(join(out, 'udise'), { recursive: true });
    writeFileSync(join(out, 'udise', 'sch_safety.zip'), 'mine');
    await expect(write()).rejects.toThrow('sch_safety.zip is there already and stays');
    expect(filesBelow(folder)).toEqual([join(out, 'udise', 'sch_safety.zip')]);
    expect(readFileSync(join(out, 'udise', 'sch_safety.zip'), 'utf8')).toBe('mine');
  });

  it('is left as it was where the list of defects cannot be written', async () => {
    const beside = join(folder, 'list.json');
    writeFileSync(beside, 'mine');
    await expect(write({ ...one, beside })).rejects.toThrow('is there already and stays');
    expect(filesBelow(folder)).toEqual([beside]);
  });

  it('has the list of defects beside it', async () => {
    const beside = join(folder, 'list.json');
    const breaks = [{ rule: 'table/value-not-allowed', count: 2, source: null }];
    const { planted } = await write({ ...one, breaks, beside });
    const list = JSON.parse(readFileSync(beside, 'utf8')) as { planted: readonly Planted[] };
    expect(list.planted).toHaveLength(2);
    expect(list.planted).toEqual(expect.arrayContaining([...planted]));
  });
});

describe('planted defects', () => {
  const placeOf = ({ rule, path, line, record, column }: Partial<Omit<Planted, 'rule'>> & { rule: string }) =>
    [rule, path, line ?? '', record ?? '', column ?? ''].join(' ');
  const found = async (): Promise<readonly string[]> =>
    (await check()).findings.map(({ rule, where }) => placeOf({ rule, ...where })).toSorted();

  const ofFiles = planters.flatMap(({ kind, rule }) => (kind === 'file' ? [rule] : []));

  it.each(ofFiles)('%s is found, and nothing else', async (rule) => {
    const { planted } = await write({ schools: 1, students: 1, breaks: [{ rule, count: 1, source: null }] });
    expect(planted).toHaveLength(1);
    expect(await found()).toEqual(planted.map(placeOf));
  });

  it('of all rules on values, rows and tables are found in one emission, and nothing else', async () => {
    const breaks = planters.flatMap(({ kind, rule }): readonly Break[] =>
      kind === 'row'
        ? [{ rule, count: 8, source: null }]
        : kind === 'table'
          ? [{ rule, count: 1, source: null }]
          : [],
    );
    const { planted } = await write({ schools: 40, breaks });
    expect(planted).toHaveLength(breaks.reduce((sum, { count }) => sum + count, 0));
    expect(await found()).toEqual(planted.map(placeOf).toSorted());
  });

  it.each([
    [{ rule: 'table/row-limit', count: 1, source: null }, 'no defect of table/row-limit can be planted'],
    [{ rule: 'journal/lost-file', count: 1, source: null }, 'it is about requests'],
    [{ rule: 'table/nonsense', count: 1, source: null }, 'there is no rule table/nonsense'],
    [{ rule: 'emission/missing-source', count: 2, source: null }, 'plant it once'],
    [{ rule: 'table/value-range', count: 1, source: 'sch_safety' }, 'only 0'],
    [
      { rule: 'table/value-type', count: 1000, source: 'sch_safety' },
      'cannot be planted 1000 times in sch_safety',
    ],
  ])('%o is refused with the reason', async (asked, reason) => {
    await expect(write({ breaks: [asked] })).rejects.toThrow(reason);
  });
});
