/** The page as a text: complete, from nowhere but itself, and never what somebody's file would like it to be. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedReport } from '../../../../conformance/reporters/html/embedded.js';
import { pageScript } from '../../../../conformance/reporters/html/script.js';
import { sources } from '../../../../specs/sources/index.js';
import type { Report } from '../../../../specs/report.js';
import { brokenReport, inFormat, manyFindings } from '../../../support/broken-report.js';
import { hostileReport, hostileRun, hostileText } from '../../../support/hostile-report.js';

let base: Report;

beforeAll(async () => {
  base = await brokenReport();
});

const between = (text: string, start: string, end: string): string => {
  const from = text.indexOf(start) + start.length;
  return text.slice(from, text.indexOf(end, from));
};

const embeddedIn = (page: string): EmbeddedReport =>
  JSON.parse(between(page, '<script type="application/json" id="data">', '</script>')) as EmbeddedReport;

const elements = (page: string): ReadonlySet<string> =>
  new Set([...page.matchAll(/<([a-z][a-z0-9-]*)/gi)].map(([, name = '']) => name.toLowerCase()));

describe('the HTML report', () => {
  it('refers to nothing outside of itself', () => {
    const page = inFormat('html', base).replaceAll("xmlns='http://www.w3.org/2000/svg'", '');
    expect(page).not.toMatch(/https?:|\bsrc=|@import|url\(/);
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, target = '']) => target)).toEqual(
      expect.arrayContaining(['#verdict']),
    );
    for (const [, target = ''] of page.matchAll(/href="([^"]*)"/g))
      expect(target).toMatch(/^(#|data:image\/svg)/);
  });

  it('allows its own script and style by their digests, and nothing else', () => {
    const page = inFormat('html', base);
    const policy = between(page, 'http-equiv="Content-Security-Policy" content="', '"');
    const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain(`script-src ${digest(pageScript())};`);
    expect(policy).toContain(`style-src ${digest(between(page, '<style>', '</style>'))};`);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(page).not.toMatch(/ style="| on[a-z]+="/);
  });

  it('has a small script that cannot end its element', () => {
    expect(pageScript().length).toBeLessThan(60_000);
    expect(pageScript()).not.toMatch(/<\/script|<!--|^import |^export /im);
  });

  it('shows every data source, what is there and what it is worth', () => {
    const page = inFormat('html', base);
    expect(page.split('class="tile"').length - 1).toBe(sources.length);
    expect(page).toContain('<span>6 with errors</span>'.replace('<span>', ''));
    expect(page).toMatch(/<li class="pass" title="district_master\/district_mst\.zip passed">/);
    expect(page).toMatch(/<li class="absent" title="school_master\/school_mst\.zip not in this emission">/);
    expect(page).toMatch(/block_<wbr>mst<\/code><\/b><small>rows not read/);
  });

  it('offers the header line to use, rule by rule, without a script', () => {
    const page = inFormat('html', base);
    expect(page).toContain('>cluster_name|udise_block_code|udise_cluster_code</pre>');
    for (const rule of new Set(base.groups.map((group) => group.rule)))
      expect(page).toContain(`id="rule-${rule}"`);
  });

  it('holds all findings where there are few', () => {
    const embedded = embeddedIn(inFormat('html', base));
    expect(embedded.findings.map((finding) => finding[7])).toEqual(
      expect.arrayContaining(base.findings.map(({ message }) => message)),
    );
    expect(embedded.findings).toHaveLength(base.findings.length);
  });

  it('holds a fair share where there are many, says so, and stays a file that can be mailed', () => {
    const page = inFormat('html', manyFindings(base, 3000, 20, 1000));
    const { findings, columns } = embeddedIn(page);
    expect(findings).toHaveLength(20_000);
    expect(columns).toHaveLength(3000);
    expect(page).toContain('20,000 samples of 3,000,000 findings');
    expect(page.length).toBeLessThan(20_000_000);
  });

  it.each([
    ['check', hostileReport],
    ['run', hostileRun],
  ] as const)('is no document of somebody else, whatever stands in the files: %s', (_, hostile) => {
    const own = elements(inFormat('html', hostile(base, 'plain')));
    fc.assert(
      fc.property(hostileText, (text) => {
        const page = inFormat('html', hostile(base, text));
        expect([...elements(page)].filter((name) => !own.has(name))).toEqual([]);
        expect(page.split('<script').length - 1).toBe(2);
        expect(page.length).toBeLessThan(400_000);
        expect(embeddedIn(page).findings).toHaveLength(1);
        expect(page).not.toMatch(/[\u0000-\u0008\u001b\u202e\u2066\u2028]/);
      }),
      { numRuns: 60 },
    );
  });
});
