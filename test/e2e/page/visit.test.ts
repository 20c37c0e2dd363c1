/** What an emitter's author does with the page, from the first visit on, in a real browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emit, planEmission, systemClock } from '../../../fixtures/emitter/index.js';
import { sampleEmission } from '../../../fixtures/sample/sample-csv.js';
import { writeEmission, zipOf } from '../../../fixtures/sample/write-emission.js';
import type { RunningServer } from '../../../server/start-server.js';
import { sendTo } from '../../support/send-file.js';
import { CHROMIUM, INSTALL, launch } from '../../support/chromium.js';
import { openView, serveWithPage } from './open-page.js';
import type { ServedPage } from './open-page.js';

describe.skipIf(CHROMIUM === null)(`the page ${INSTALL}`, () => {
  let browser: Browser;
  let served: ServedPage;
  let server: RunningServer;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    served = await serveWithPage();
    ({ server } = served);
    ({ page, complaints } = await openView(browser, server));
  });
  afterEach(async () => {
    // An error or a refusal by the page's policy fails whichever test it happened in.
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    await page.close();
    await served.close();
  });

  const text = (selector: string): Promise<string> => page.locator(selector).innerText();

  it('tells at the first visit how to send something, and takes it as it comes', async () => {
    const code = page.getByRole('region', { name: 'Lines for cqube-conform' });
    expect(await code.innerText()).toContain(server.url);
    expect(await code.innerText()).toContain(server.token);
    await page.getByRole('button', { name: 'Python', exact: true }).click();
    expect(await text('.welcome pre')).toContain(`url = "${server.url}"`);
    expect(await page.locator('.file.missing').count()).toBe(58);
    await emitSample(server, [
      'district_master/district_mst',
      'school_master/school_mst',
      'pat/periodic_exam_mst',
    ]);
    await page.locator('.figure.ok dd', { hasText: '3' }).waitFor();
    expect(await page.locator('.welcome').count()).toBe(0);
    expect(await text('.figures')).toContain('3 of 58');
    expect(await page.locator('.dot').count()).toBe(3);
    expect(await page.locator('.dot.early').count()).toBe(0);
    await page.reload();
    await page.locator('.figure.ok dd', { hasText: '3' }).waitFor();
  });

  it('shows what is wrong with a file, with its lines, why, and the mend', async () => {
    const good = sampleEmission().get('school_master/school_mst') ?? '';
    const [header = '', row = ''] = good.split('\n');
    const broken = `${header}\n${row.replace(/^[^|]*/, '12')}\n`;
    expect(await sendTo(server, 'school_master/school_mst.zip', zipOf('school_mst.csv', broken))).toBe(204);
    await page.getByRole('link', { name: /school_master\/school_mst.*error/ }).click();
    const detail = page.locator('.detail');
    await detail
      .getByText(/^line 2$/)
      .first()
      .waitFor();
    expect(await detail.innerText()).toMatch(/Mend\s+\S/);
    expect(await detail.innerText()).toMatch(/Why\s+\S/);
    await detail.getByRole('link', { name: /school_mst_\d{14}/ }).click();
    const preview = page.getByRole('region', { name: 'First rows' });
    await preview.locator('thead').getByText('not null').first().waitFor();
    expect(await preview.locator('tbody tr').count()).toBe(1);
  });

  it('shows what came too early, and why that matters', async () => {
    await sendTo(server, 'student_attendance/student_attendance.zip', zipOf('student_attendance.csv', 'x'));
    await sendTo(server, 'school_master/school_mst.zip', zipOf('school_mst.csv', 'x'));
    await page.locator('.order-findings').getByText('Why it matters').waitFor();
    expect(await page.locator('.dot.early').getAttribute('aria-label')).toContain('before school_mst');
    await page.getByRole('link', { name: /^Exchanges/ }).click();
    await page
      .getByRole('option', { name: /static-after-transaction/ })
      .first()
      .click();
    await page.locator('.detail').getByText('EP-9').waitFor();
  });

  it('helps with wrong paths and missing tokens, side by side and as curl', async () => {
    await fetch(`${server.url}/upload_url`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.token}` },
    });
    await fetch(`${server.url}/upload-url`, { method: 'POST', body: 'looking-for-me' });
    await page.getByRole('link', { name: /^Exchanges/ }).click();
    await page.getByRole('option', { name: /wrong path/ }).click();
    await page.getByText('the route is POST /data/upload-url').waitFor();
    expect(await text('.detail')).not.toContain(server.token);
    expect(await page.locator('.side').count()).toBe(2);
    await page.getByRole('searchbox').fill('LOOKING-for');
    await page.locator('.virtual-row', { hasText: '#2' }).waitFor();
    expect(await page.locator('.virtual-row').count()).toBe(1);
  });

  it('switches a fault on, says what it will hit, and shows that it did', async () => {
    await page.getByRole('link', { name: /^Faults/ }).click();
    await page.getByRole('button', { name: /^Upload URL: 503/ }).click();
    await page.getByText('hits the next call for an upload URL').waitFor();
    expect(await sendTo(server, 'pat/periodic_exam_mst.zip', 'x')).toBe(503);
    await page.getByText('hit 1 of 1 so far').waitFor();
    await page.getByRole('link', { name: /^Exchanges/ }).click();
    await page.getByRole('option', { name: /fault: upload URL 503/ }).click();
    await page.getByText('Fault put here on purpose').waitFor();
    await page.getByRole('link', { name: /^Faults/ }).click();
    await page.getByRole('button', { name: /\+1 hour/ }).click();
    await page.getByText('ahead of the real time').waitFor();
    expect(server.clock.offset()).toBeGreaterThan(3_600_000);
  });

  it('makes a token that works, and revokes it', async () => {
    await page.getByRole('link', { name: /^Tokens/ }).click();
    await page.getByLabel('Name of the user').fill('शिक्षा <b>');
    await page.getByRole('button', { name: 'Create token' }).click();
    const token = (await page.getByRole('region', { name: 'The new token' }).innerText()).trim();
    expect(await sendTo({ url: server.url, token }, 'pat/periodic_exam_mst.zip', 'x')).toBe(204);
    const row = page.getByRole('row', { name: /शिक्षा <b>/ });
    await row.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row.getByText('revoked').waitFor();
    expect(await sendTo({ url: server.url, token }, 'pat/periodic_exam_mst.zip', 'x')).toBe(401);
  });

  it('reports on everything, and goes back to the start only when that is confirmed', async () => {
    await sendTo(server, 'pat/periodic_exam_mst.zip', 'no zip');
    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByText('Not conformant').waitFor();
    expect(await text('main')).toContain('archive/not-a-zip');
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Open as a page' }).click();
    const report = await opened;
    const refused: string[] = [];
    report.on('console', (message) => refused.push(message.text()));
    await report.getByText('archive/not-a-zip').first().waitFor();
    // It runs its script, and belongs to no origin: it could not ask the admin API for anything.
    await report.locator('#theme').click();
    expect(await report.locator('html').getAttribute('data-theme')).toMatch(/dark|light/);
    expect(await report.evaluate('self.origin')).toBe('null');
    expect(refused).toEqual([]);
    await report.close();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(server.journal.query({}).kept).toBe(2);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await page.locator('.welcome').waitFor();
    expect(server.journal.query({}).kept).toBe(0);
    expect(
      (await server.store.list(server.buckets.emission, { prefix: '', after: '', limit: 9 })).objects,
    ).toEqual([]);
  });
});

/** By the reference emitter, as an operator sends it. */
async function emitSample(server: RunningServer, names: readonly string[]): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'emit-'));
  try {
    const folder = join(parent, 'cqube_emission');
    const all = sampleEmission();
    writeEmission(folder, new Map(names.map((name) => [name, all.get(name) ?? ''])));
    const { outcomes } = await emit({
      url: server.url,
      token: server.token ?? '',
      plan: await planEmission(folder),
      state: join(parent, 'state.json'),
      clock: systemClock(Date.now),
      random: Math.random,
    });
    expect(outcomes).toHaveLength(names.length);
  } finally {
    rmSync(parent, { recursive: true });
  }
}
