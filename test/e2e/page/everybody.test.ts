/** The page for everybody: screen reader, keyboard, small screen, dark mode, and much to show. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../../fixtures/sample/write-emission.js';
import type { RunningServer } from '../../../server/start-server.js';
import { startAdmin } from '../../server/admin/running-admin.js';
import { entryOf } from '../../server/admin/scripted-journal.js';
import { sendTo } from '../../support/send-file.js';
import { CHROMIUM, INSTALL, launch } from '../../support/chromium.js';
import { openView, serveWithPage } from './open-page.js';
import type { ServedPage } from './open-page.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const VIEWS = [
  '#/board',
  '#/board/school_master%2Fschool_mst.zip',
  '#/exchanges/2',
  '#/objects',
  '#/tokens',
  '#/faults',
  '#/report',
  '#/help',
];

describe.skipIf(CHROMIUM === null)(`the page for everybody ${INSTALL}`, () => {
  let browser: Browser;
  let served: ServedPage;
  let server: RunningServer;

  beforeAll(async () => {
    browser = await launch();
    served = await serveWithPage({
      faults: { version: 1, faults: [{ step: 'download', action: { kind: 'reset' } }] },
    });
    ({ server } = served);
    await sendTo(server, 'student_attendance/student_attendance.zip', 'x');
    await sendTo(server, 'school_master/school_mst.zip', zipOf('school_mst.csv', 'a|b\n1|2\n'));
    await sendTo(server, 'schools/unknown.zip', 'x');
    await server.journal.settled();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  it.each([
    ['light', {}],
    // Nothing else depends on it.
    ['dark', { runOnly: ['color-contrast'] }],
  ] as const)('has no serious violation that axe-core knows of, %s', async (colorScheme, options) => {
    const { page, complaints } = await openView(browser, server);
    await page.evaluate(AXE);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const view of VIEWS) {
      await page.evaluate(`location.hash = ${JSON.stringify(view)}`);
      await page.locator(':is(main h1, .detail h2):visible').first().waitFor();
      if (view === '#/report') await page.getByText('Not conformant').waitFor();
      const violations = await page.evaluate(`axe.run(${JSON.stringify(options)}).then(({ violations }) =>
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).slice(0, 3).join(' ')))`);
      expect(violations, view).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('fits a screen of 360 pixels, with everything still to be reached', async () => {
    const { page } = await openView(browser, server, '', { width: 360, height: 720 });
    for (const view of VIEWS) {
      await page.evaluate(`location.hash = ${JSON.stringify(view)}`);
      await page.locator(':is(main h1, .detail h2):visible').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).toBeLessThanOrEqual(360);
    }
    await page.getByRole('link', { name: /^Exchanges/ }).click();
    await page.locator('.virtual-row').first().click();
    await page.getByRole('link', { name: 'Close' }).click();
    await page.locator('.virtual-row').first().waitFor();
    await page.close();
  });

  it('can be used by keys alone', async () => {
    const { page } = await openView(browser, server);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await page.evaluate(`location.hash = '#/exchanges'`);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'POST /data/upload-url' }).waitFor();
    expect(await page.locator('.virtual-row[aria-selected=true]').innerText()).toContain('#1 ');
    await page.keyboard.press('ArrowUp');
    await page.getByRole('heading', { name: `POST /${server.buckets.emission}/` }).waitFor();
    await page.getByRole('button', { name: 'Reset' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.close();
  });

  it('holds thousands of exchanges and objects with few of them in the document', async () => {
    const admin = await startAdmin();
    for (let seq = 1; seq <= 10_000; seq += 1) admin.journal.add(entryOf(seq));
    for (let at = 0; at < 5_000; at += 1) await admin.put(`bulk/${String(at).padStart(5, '0')}.zip`, '');
    const { page } = await openView(browser, { adminUrl: admin.origin }, '#/exchanges');
    for (const [said, count] of [
      ['10,000 exchanges', 10_000],
      ['5,000 objects', 5_000],
    ] as const) {
      await page.getByText(said).waitFor();
      expect(await page.locator('.virtual-row').count()).toBeLessThan(60);
      await page.getByRole('listbox').press('End');
      await page.locator(`.virtual-row[aria-selected=true][aria-posinset="${count}"]`).waitFor();
      expect(await page.locator('.virtual-row').count()).toBeLessThan(60);
      await page.evaluate(`location.hash = '#/objects'`);
    }
    await page.close();
    await admin.close();
  });
});
