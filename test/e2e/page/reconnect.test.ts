/** Nothing is lost by a break: of sight, of the connection, of the server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendTo } from '../../support/send-file.js';
import { CHROMIUM, INSTALL, launch } from '../../support/chromium.js';
import { openView, serveWithPage } from './open-page.js';

const hide = (page: Page, hidden: boolean): Promise<unknown> =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
    document.dispatchEvent(new Event('visibilitychange'))`);

describe.skipIf(CHROMIUM === null)(`the page after a break ${INSTALL}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('shows what happened while nobody saw it', async () => {
    const { server, close } = await serveWithPage();
    const { page } = await openView(browser, server, '#/exchanges');
    await sendTo(server, 'pat/periodic_exam_mst.zip', 'x');
    await page.getByText('2 exchanges').waitFor();
    await hide(page, true);
    await sendTo(server, 'pat/periodic_exam_qst_mst.zip', 'x');
    await hide(page, false);
    await page.getByText('4 exchanges').waitFor();
    await page.getByRole('link', { name: /^Board/ }).click();
    await page.getByText('2 of 58').waitFor();
    await page.close();
    await close();
  });

  it('says that the server is gone, and goes on with the next one', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'restart-'));
    const first = await serveWithPage({ dataDir });
    const { page } = await openView(browser, first.server, '#/board');
    await sendTo(first.server, 'pat/periodic_exam_mst.zip', 'x');
    await page.getByText('1 of 58').waitFor();
    const adminPort = Number(new URL(first.server.adminUrl).port);
    await first.close();
    await page.getByText('The server does not answer.').waitFor();
    expect(await page.getByText('1 of 58').count()).toBe(1);
    const second = await serveWithPage({ dataDir, adminPort });
    await page.locator('.state.live').waitFor();
    await sendTo(second.server, 'pat/periodic_exam_qst_mst.zip', 'x');
    await page.getByText('2 of 58').waitFor();
    // With the data folder the first run's exchanges are there too, and none twice.
    await page.getByRole('link', { name: /^Exchanges/ }).click();
    await page.getByText('4 exchanges').waitFor();
    await second.close();
    const third = await serveWithPage({ adminPort });
    await page.getByText('Nobody has called yet.').waitFor();
    await page.close();
    await third.close();
    rmSync(dataDir, { recursive: true });
  });
});
