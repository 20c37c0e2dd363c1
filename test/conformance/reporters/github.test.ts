/** Annotations are commands that the runner takes apart as meant, at most ten of a kind. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../specs/report.js';
import { brokenReport, inFormat, manyFindings } from '../../support/broken-report.js';
import { hostileRun, hostileText } from '../../support/hostile-report.js';

let base: Report;

beforeAll(async () => {
  base = await brokenReport();
});

interface Command {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

const unescape = (text: string): string =>
  text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%');

/** As the runner reads standard output: line by line, blanks in front ignored, `##[` as an older spelling. */
function read(output: string): { readonly commands: readonly Command[]; readonly plain: readonly string[] } {
  const lines = output.split(/\r\n|\r|\n/);
  const isCommand = (line: string): boolean => line.trimStart().startsWith('::');
  const commands = lines.filter(isCommand).map((line) => {
    const [, kind = '', properties = '', text = ''] = /^::([^ :]+)(?: ([^:]*))?::(.*)$/s.exec(line) ?? [];
    const pairs = properties.split(',').map((pair): [string, string] => {
      const [name = '', ...rest] = pair.split('=');
      return [name, unescape(rest.join('='))];
    });
    return { kind, properties: Object.fromEntries(pairs), text: unescape(text) };
  });
  return { commands, plain: lines.filter((line) => !isCommand(line)) };
}

describe('github', () => {
  it('has an annotation for each rule, file and column, with the fix', () => {
    const { commands } = read(inFormat('github', base));
    expect(commands).toHaveLength(base.groups.length);
    const order = commands.find(({ properties }) => properties['title']?.startsWith('table/column-order'));
    expect(order).toEqual({
      kind: 'error',
      properties: {
        file: 'data/cqube_emission/cluster_master/cluster_mst.zip',
        title: 'table/column-order EP-5: cluster_master/cluster_mst.zip',
      },
      text: expect.stringMatching(/^line 1: The columns are not in the listed order\.[^\n]*\n\S[^\n]*$/),
    });
  });

  it('gives the line of a CSV that is no zip', () => {
    const [finding] = base.findings;
    const where = { path: 'a.csv', line: 12, column: 'c' };
    const [command] = read(
      inFormat('github', {
        ...base,
        groups: [{ rule: finding.rule, severity: 'warning', path: 'a.csv', column: 'c', count: 1 }],
        findings: [{ ...finding, severity: 'warning', where }],
      }),
    ).commands;
    expect(command).toMatchObject({
      kind: 'warning',
      properties: { file: 'data/cqube_emission/a.csv', line: '12' },
    });
  });

  it('has ten of a kind, and the tenth says what was left out', () => {
    const { commands } = read(inFormat('github', manyFindings(base, 25, 1)));
    expect(commands).toHaveLength(10);
    expect(commands[9]?.properties['title']).toBe('16 more of this kind');
    expect(commands[9]?.text).toContain('table/value-type (16 places)');
  });

  it('ends with the verdict, the totals and the way to a summary', () => {
    const { plain } = read(inFormat('github', base));
    expect(plain[0]).toBe('Not conformant to documented.');
    expect(plain[1]).toContain('8 errors, 0 warnings, 1 note.');
    expect(plain[2]).toContain('>> "$GITHUB_STEP_SUMMARY"');
  });

  it('makes no command of what stands in the files', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const hostile = hostileRun(base, text);
        const { commands, plain } = read(inFormat('github', hostile));
        // The fault, the finding and the scenario.
        expect(commands.map(({ kind }) => kind)).toEqual(['error', 'error', 'error']);
        for (const { properties } of commands) {
          expect(Object.keys(properties).every((name) => ['file', 'line', 'title'].includes(name))).toBe(
            true,
          );
        }
        expect(plain).toHaveLength(4);
        expect(commands[1]?.text).not.toMatch(/[\u0000-\u0009\u001b\u202e\u2066]/);
        expect(Math.max(...commands.map((one) => one.text.length))).toBeLessThan(8000);
      }),
      { numRuns: 150 },
    );
  });
});
