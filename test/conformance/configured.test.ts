/** Columns of one's own, pinned variants and overrides in a check: also in threads, and without a word for the forecast. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import type { CheckOptions } from '../../conformance/check-emission.js';
import { profileAt } from '../../conformance/engine/overrides.js';
import { readEmission } from '../../conformance/inputs/emission.js';
import { listEmission } from '../../conformance/list-emission.js';
import { rules } from '../../conformance/rules/index.js';
import { DEFAULTS } from '../../conformance/settings.js';
import { checkInThreads } from '../../conformance/threads/thread-pool.js';
import { csvOf } from '../../fixtures/broken/broken-emission.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import type { ExtraColumn } from '../../specs/configured.js';
import { defaultIngestion } from '../../specs/ingestion/index.js';
import type { Report } from '../../specs/report.js';
import { sources } from '../../specs/sources/index.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-configured-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const emit = (csv: string, path = 'grade_details/grade_details'): void =>
  writeEmission(join(folder, 'cqube_emission'), new Map([[path, csv]]));
const check = (options: Partial<CheckOptions> = {}): Promise<Report> =>
  checkEmission([folder], { now: () => 0, ...options });
const found = ({ groups }: Report): readonly string[] =>
  groups.filter(({ severity }) => severity !== 'info').map(({ rule, column }) => `${rule} ${column ?? ''}`);

describe('a column of one’s own', () => {
  const medium: ExtraColumn = {
    source: 'grade_details',
    name: 'medium',
    type: 'string',
    after: 'grade',
    enum: ['en', 'gu'],
    required: true,
  };
  /** In its place, with these values. */
  const csv = (...values: readonly string[]): string =>
    csvOf('grade_details')
      .trimEnd()
      .split('\n')
      .map((line, index) => line.replace(/\|(?=[^|]*$)/, `|${index === 0 ? 'medium' : values[index - 1]}|`))
      .join('\n');

  it('is unknown unless it is declared', async () => {
    emit(csv('en', 'gu', 'en'));
    expect(found(await check())).toEqual(['table/unknown-column ']);
    const report = await check({ columns: [medium] });
    expect(found(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'accepted', exitCode: 0 });
  });

  it('has its values checked', async () => {
    emit(csv('en', 'fr', ''));
    expect(found(await check({ columns: [medium] }))).toEqual([
      'table/required-value medium',
      'table/value-not-allowed medium',
    ]);
  });

  it('must be there, and in its place', async () => {
    emit(csvOf('grade_details'));
    expect(found(await check({ columns: [medium] }))).toEqual(['table/missing-column medium']);
    emit(csv('en', 'gu', 'en'));
    const { after: _after, ...last } = medium;
    expect(found(await check({ columns: [last] }))).toEqual(['table/column-order ']);
  });

  it('changes nothing of the forecast, and is ignored where the flow reads by name', async () => {
    emit(csv('en', 'gu', 'en'));
    const [without, declared] = [await check(), await check({ columns: [medium] })];
    expect(declared.forecast).toEqual(without.forecast);
    const { profiles } = await import('../../specs/profiles/index.js');
    for (const profile of profiles.filter(({ id }) => id !== 'documented'))
      expect(found(await check({ columns: [medium], profile }))).toEqual([]);
  });
});

describe('a pinned variant', () => {
  it('is what the file is read as, in a dry run too', async () => {
    emit(csvOf('district_master'), 'district_master/district_mst');
    const [own] = (await check()).files;
    const other = own?.variant === 'udise' ? 'state' : 'udise';
    const variants = { district_master: other };
    expect((await check({ variants })).files[0]?.variant).toBe(other);
    expect((await listEmission([folder], { now: () => 0 }))[0]?.variant).toBe(own?.variant);
    expect((await listEmission([folder], { now: () => 0, variants }))[0]?.variant).toBe(other);
  });
});

describe('overrides', () => {
  it('hold in threads', async () => {
    emit(csvOf('grade_details').replace('84', 'x'));
    const { facts } = await readEmission([folder], { sources, asked: [], forcedSource: null });
    const overrides = [{ rules: { 'table/value-type': 'info' as const } }];
    const jobs = facts.files.flatMap((file) =>
      file.match.kind === 'source'
        ? [
            {
              file,
              source: file.match.source,
              matchedBy: 'name' as const,
              profile: profileAt(DEFAULTS.profile, overrides, file.path),
            },
          ]
        : [],
    );
    const [outcome] = await checkInThreads({
      entry: new URL('../../dist/conformance/threads/file-thread.js', import.meta.url),
      threads: 1,
      jobs,
      order: [0],
      rules,
      settings: {
        ...DEFAULTS,
        time: { ingestion: defaultIngestion, today: '2020-08-15' },
        masterKeys: new Map(),
      },
      onProgress: () => undefined,
    });
    expect(outcome?.totals).toMatchObject([{ rule: 'table/value-type', severity: 'info' }]);
  });

  it('on the tree hold for their paths only', async () => {
    writeEmission(join(folder, 'cqube_emission'), new Map([['grade_details/old.zip', Buffer.from('x')]]));
    const rule = 'emission/unknown-file';
    const severities = async (files: readonly string[]): Promise<readonly string[]> =>
      (await check({ overrides: [{ rules: { [rule]: 'info' }, files }] })).groups
        .filter((group) => group.rule === rule)
        .map(({ severity }) => severity);
    expect(await severities(['grade_details/*'])).toEqual(['info']);
    expect(await severities(['pat/*'])).not.toEqual(['info']);
  });

  it('that turn everything off leave nothing that passed', async () => {
    emit(csvOf('grade_details'));
    const off = Object.fromEntries(rules.map(({ id }) => [id, 'off' as const]));
    const report = await check({ overrides: [{ rules: off }] });
    expect(report.rules.filter(({ state }) => state === 'pass')).toEqual([]);
    expect(report.verdict).toBe('accepted');
  });
});
