/** The HTML report in a real browser: from a file, without a network, by mouse, by keyboard and in a frame. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../specs/report.js';
import { brokenReport, inFormat, manyFindings } from '../support/broken-report.js';
import { CHROMIUM, INSTALL, launch } from '../support/chromium.js';
import { hostileReport } from '../support/hostile-report.js';

const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-html-'));
let browser: Browser;
let base: Report;

beforeAll(async () => {
  if (CHROMIUM === null) return;
  browser = await launch();
  base = await brokenReport();
}, 60_000);

afterAll(async () => {
  if (CHROMIUM !== null) await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** What the page complained of, and what it asked the network for. */
  readonly complaints: readonly string[];
}

async function open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const path = join(folder, 'report.html');
  writeFileSync(path, html);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  page.setDefaultTimeout(15_000);
  await page.goto(pathToFileURL(path).href);
  return { page, complaints };
}

const findings = (page: Page) => page.locator('#finding-list .finding');
const number = (page: Page): Promise<string | null> => page.locator('#found').textContent();

describe.skipIf(CHROMIUM === null)(`the HTML report in a browser ${INSTALL}`, () => {
  it('finds one of a million findings by search, and pages through the others', async () => {
    const { page, complaints } = await open(inFormat('html', manyFindings(base, 1000, 20, 1000)));
    await expect.poll(() => number(page)).toBe('20,000 samples of 1,000,000 findings');
    expect(await findings(page).count()).toBe(50);
    await page.locator('#next').click();
    expect(await page.locator('#page-of').textContent()).toBe('51 to 100 of 20,000');
    await page.locator('#words').fill('x777 "line 13"');
    await page.locator('#finding-list .finding').nth(1).waitFor({ state: 'detached' });
    await expect.poll(() => number(page)).toBe('1 finding');
    expect(await findings(page).textContent()).toContain('“x777” in “c777” is not a whole number.');
    expect(await page.locator('#pages').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('filters by rule, file and severity, from the form and from the board', async () => {
    const { page, complaints } = await open(inFormat('html', base));
    await page.locator('#rule').selectOption({ label: 'table/value-type' });
    await expect.poll(() => number(page)).toBe('2 findings');
    await page.locator('#file').selectOption({ label: 'pat/periodic_exam_mst.zip' });
    await expect.poll(() => number(page)).toBe('0 findings');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('#severity-error').uncheck();
    await expect.poll(() => number(page)).toBe('1 finding');
    await page.locator('.board button', { hasText: 'student_attendance' }).click();
    await expect.poll(() => number(page)).toBe('2 findings');
    await page.locator('[data-rule="emission/unknown-folder"]').click();
    await expect.poll(() => number(page)).toBe('1 finding');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('copies the corrected header line', async () => {
    const { page } = await open(inFormat('html', base), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.locator('[id="rule-table/column-order"] summary').click();
    await page.locator('[id="rule-table/column-order"] [data-copy]').click();
    await page.locator('#said', { hasText: 'Copied' }).waitFor({ state: 'attached' });
    await page.locator('#words').focus();
    await page.keyboard.press('ControlOrMeta+V');
    expect(await page.locator('#words').inputValue()).toBe(
      'cluster_name|udise_block_code|udise_cluster_code',
    );
    await page.context().close();
  });

  it('can be used by keyboard alone', async () => {
    const { page } = await open(inFormat('html', base));
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('To the verdict');
    await page.keyboard.press('/');
    await page.keyboard.type('delimiter');
    await expect.poll(() => number(page)).toBe('1 finding');
    await page.locator('#finding-list summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.behind pre').textContent()).toBe(
      'block_name|udise_block_code|udise_dist_code|udise_state_code',
    );
    await page.context().close();
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)('has nothing to complain of for accessibility, %s, %i px', async (colorScheme, width) => {
    const { page, complaints } = await open(inFormat('html', base), {
      colorScheme,
      viewport: { width, height: 780 },
    });
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
    );
    expect(violations).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    '</script><script>document.title="taken"</script>',
    '"><img src=x onerror=\'document.title="taken"\'>',
    "'-alert(1)-'",
    '<!--<script>',
  ])('runs nothing of %j', async (text) => {
    const { page, complaints } = await open(inFormat('html', hostileReport(base, text)));
    await findings(page).locator('summary').click();
    expect(await page.locator('.behind').textContent()).toContain(text);
    expect(await page.title()).not.toBe('taken');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('works in a frame that may run scripts and nothing else', async () => {
    const { page, complaints } = await open('<!doctype html><title>frame</title><main></main>');
    await page.evaluate(
      (html: string) => {
        const { document } = globalThis as unknown as { readonly document: FrameHost };
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts');
        frame.setAttribute('srcdoc', html);
        document.body.append(frame);
      },
      inFormat('html', base),
    );
    const frame = page.frameLocator('iframe');
    await frame.locator('#words').fill('delimiter');
    await frame.locator('#found', { hasText: '1 finding' }).waitFor();
    await frame.locator('#theme').click();
    expect(await frame.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('prints light, with every rule open', async () => {
    const { page } = await open(inFormat('html', base), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('details.rule:not([open])').count()).toBe(0);
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe(
      'rgb(23, 32, 38)',
    );
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('details.rule[open]').count()).toBe(1);
    await page.context().close();
  });

  it('is complete without a script', async () => {
    const { page } = await open(inFormat('html', base), { javaScriptEnabled: false });
    expect(await page.locator('#emission .tile').count()).toBe(58);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await page.locator('#rules').textContent()).toContain('2.40101E+10');
    await page.context().close();
  });
});

/** What the test needs of a document: there are no types of the browser here. */
interface FrameHost {
  readonly body: { readonly append: (frame: FrameElement) => void };
  readonly createElement: (name: string) => FrameElement;
}
interface FrameElement {
  readonly setAttribute: (name: string, value: string) => void;
}
