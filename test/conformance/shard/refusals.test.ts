/** What is not the shards of one run is refused, with the mend. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MergeError } from '../../../conformance/shard/merge-error.js';
import { mergeShards } from '../../../conformance/shard/merge-shards.js';
import type { NamedReport } from '../../../conformance/shard/compare-shards.js';
import { demoEmission } from '../../../fixtures/broken/demo-emission.js';
import { writeEmission } from '../../../fixtures/sample/write-emission.js';
import type { Report, Shard } from '../../../specs/report.js';
import { runShards, runWhole, VERSION } from '../../support/split-run.js';

let work = '';
let shards: readonly NamedReport[] = [];
let whole: NamedReport;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'cqube-conform-refusals-'));
  writeEmission(join(work, 'cqube_emission'), demoEmission);
  shards = await runShards([join(work, 'cqube_emission')], 2, join(work, 'split'));
  const { report } = await runWhole([join(work, 'cqube_emission')], join(work, 'whole'));
  whole = { name: 'whole.json', report };
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const merge = (reports: readonly NamedReport[]): Report =>
  mergeShards(reports, { version: VERSION, findingsFolder: null });

/** The two shards, the second of them changed. */
const withSecond = (change: (report: Report) => Report): readonly NamedReport[] =>
  shards.map(({ name, report }, at) => ({ name, report: at === 1 ? change(report) : report }));

const withShard = (change: (shard: Shard) => Partial<Shard>): readonly NamedReport[] =>
  withSecond((report) => ({
    ...report,
    shard: report.shard && { ...report.shard, ...change(report.shard) },
  }));

const cases: readonly (readonly [string, () => readonly NamedReport[], RegExp])[] = [
  ['no report', () => [], /name the JSON reports of all shards/],
  ['the report of a whole run', () => [whole], /whole\.json is the report of a whole run/],
  ['a missing shard', () => shards.slice(1), /shard 1 of 2 is missing: check it with --shard 1\/2/],
  [
    'a shard twice',
    () => [...shards, ...shards.slice(0, 1)],
    /1\.json and 1\.json are both shard 1 of 2: name one/,
  ],
  ['a shard beyond the last', () => withShard(() => ({ index: 3 })), /shard 3 of 2: it was changed/],
  ['another split', () => withShard(() => ({ count: 3 })), /number of shards \(2, 3\)/],
  [
    'another profile',
    () => withSecond((report) => ({ ...report, profile: 'pipeline-3.7' })),
    /profile \("documented", "pipeline-3\.7"\): check all with one --profile/,
  ],
  ...(
    [
      ['failOn', 'info', /--fail-on/],
      ['only', ['table/'], /--only/],
      ['skip', ['table/'], /--skip/],
      ['source', 'grade_details', /--source/],
    ] as const
  ).map(
    ([option, value, message]) =>
      [
        `another ${option}`,
        () => withSecond((report) => ({ ...report, options: { ...report.options, [option]: value } })),
        message,
      ] as const,
  ),
  [
    'other paths',
    () => withSecond((report) => ({ ...report, inputs: ['elsewhere'] })),
    /differ in their paths/,
  ],
  ['values shown in one', () => withShard(() => ({ showValues: true })), /--show-values/],
  ['a recording in one', () => withShard(() => ({ recording: 'journal' })), /--journal/],
  ['other samples', () => withShard(() => ({ samples: 3 })), /options/],
  [
    'another version',
    () => withSecond((report) => ({ ...report, tool: { ...report.tool, version: '9.9.9' } })),
    /2\.json was made by cqube-conform 9\.9\.9/,
  ],
  [
    'other dictionaries',
    () => withSecond((report) => ({ ...report, specs: { ...report.specs, digest: '0'.repeat(64) } })),
    /other dictionaries/,
  ],
  [
    'a file more',
    () =>
      withShard(({ tree }) => ({
        tree: [...tree.slice(0, 1).map((file) => ({ ...file, path: 'a/first.zip' })), ...tree],
      })),
    /different emissions: “a\/first\.zip” is in one only/,
  ],
  [
    'a file less',
    () => withShard(({ tree }) => ({ tree: tree.slice(0, -1) })),
    /different emissions: “.+” is in one only/,
  ],
  [
    'a file of another size',
    () =>
      withShard(({ tree }) => ({ tree: tree.map((file, at) => (at === 2 ? { ...file, bytes: 1 } : file)) })),
    /has \d+ bytes in one and 1 in the other/,
  ],
  [
    'a file taken for something else',
    () =>
      withShard(({ tree }) => ({
        tree: tree.map((file, at) =>
          at === 2 ? { ...file, match: { kind: 'unknown-file', suggestions: [] } } : file,
        ),
      })),
    /was taken for different things/,
  ],
  [
    'a report without one of its files',
    () => withSecond((report) => ({ ...report, files: report.files.slice(1) })),
    /2\.json is not what shard 2 of 2 reports/,
  ],
  [
    'findings in a file of the other shard',
    () => withSecond((report) => ({ ...report, groups: shards[0]?.report.groups ?? [] })),
    /2\.json is not what shard 2 of 2 reports/,
  ],
];

describe('merging refuses', () => {
  it.each(cases)('%s', (_title, reports, message) => {
    expect(() => merge(reports())).toThrow(MergeError);
    expect(() => merge(reports())).toThrow(message);
  });

  it('a source or a profile that nobody knows, in all of them', () => {
    const unknown = (change: (report: Report) => Report): readonly NamedReport[] =>
      shards.map(({ name, report }) => ({ name, report: change(report) }));
    const options = (report: Report) => ({ ...report, options: { ...report.options, source: 'x' } });
    expect(() => merge(unknown(options))).toThrow(/nobody knows/);
    expect(() => merge(unknown((report) => ({ ...report, profile: 'x' })))).toThrow(/nobody knows/);
    const tree = ({ shard, ...report }: Report): Report => ({
      ...report,
      shard: shard && {
        ...shard,
        tree: shard.tree.map((file) => ({ ...file, match: { kind: 'source', source: 'x' } })),
      },
    });
    expect(() => merge(unknown(tree))).toThrow(/nobody knows/);
  });

  it('nothing else: the shards as they are make the whole', () => {
    expect(merge(shards)).toEqual(whole.report);
  });
});
