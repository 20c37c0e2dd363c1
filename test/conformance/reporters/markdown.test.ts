/** Markdown that shows what stands in the files and never does what it says, within what a comment may hold. */
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../specs/report.js';
import { brokenReport, inFormat, manyFindings } from '../../support/broken-report.js';
import { hostileRun, hostileText } from '../../support/hostile-report.js';

let base: Report;

beforeAll(async () => {
  base = await brokenReport();
});

/** As GitHub renders it, HTML let through. */
const render = (markdown: string): string =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });

const tags = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(/<\/?([a-z][a-z0-9]*)\b[^>]*>/gi)].map(([, name = '']) => name.toLowerCase()));

const OURS = 'h2 h3 p strong em sub table thead tbody tr th td code pre details summary ul ol li'.split(' ');

const rowsOf = (html: string): readonly number[] =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) => row.split(/<t[hd]\b/).length - 1);

describe('markdown', () => {
  it('renders to headings, tables and sections, and nothing else', () => {
    const html = render(inFormat('markdown', base));
    expect([...tags(html)].filter((name) => !OURS.includes(name))).toEqual([]);
    expect(html).toContain('<h2>❌ Not conformant to documented.</h2>');
    expect(html).toContain('<code>student_attendance/student_attendance.zip</code>');
    const sections = html.split('<details>').length - 1;
    expect(sections).toBe(new Set(base.groups.map(({ rule }) => rule)).size + 2);
    expect(html).toMatch(
      /<pre><code class="language-text">cluster_name\|udise_block_code\|udise_cluster_code\n/,
    );
  });

  it('stays below what GitHub takes for a comment, and says what it left out', () => {
    const wide = manyFindings(base, 3000, 1);
    const rules = base.rules.map(({ id }) => id);
    const groups = wide.groups.map((group, index) => ({
      ...group,
      rule: rules[index % rules.length] ?? group.rule,
    }));
    const findings = groups.map((group, index) => ({
      ...wide.findings[index],
      rule: group.rule,
      message: 'word '.repeat(100),
    }));
    const text = inFormat('markdown', { ...wide, groups, findings });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(50_000);
    expect(text).toMatch(/\*\*Cut:\*\* \d+ sections? left out, as a comment holds 65,536 characters/);
    expect(render(text).split('<details>').length).toBe(render(text).split('</details>').length);
  });

  it('shows hostile text as text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = inFormat('markdown', hostileRun(base, text));
        expect(markdown.length).toBeLessThanOrEqual(65_536);
        const html = render(markdown);
        expect([...tags(html)].filter((name) => !OURS.includes(name))).toEqual([]);
        // GitHub looks for mentions and numbers in what is no code.
        expect(html.replaceAll(/<code[^]*?<\/code>/g, '')).not.toMatch(
          /<a\b|@everyone|#1\b|[\u0000-\u0008\u001b\u202e\u2066]/,
        );
        // Scenarios, files, findings and forecast: each row has the cells of its head.
        expect(rowsOf(html)).toEqual([5, 5, 6, 6, 4, 4, 4, 4]);
      }),
      { numRuns: 200 },
    );
  });
});
