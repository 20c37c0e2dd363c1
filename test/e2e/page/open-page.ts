/** A server as `serve` wires it, and its page in a real browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createJudge } from '../../../bin/arrivals/emission-judge.js';
import { checkHere } from '../../../bin/arrivals/run-check.js';
import { reportPage } from '../../../conformance/report-page.js';
import type { ServerOptions } from '../../../server/options.js';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';
import { defaultProfile } from '../../../specs/profiles/index.js';

export interface ServedPage {
  readonly server: RunningServer;
  readonly close: () => Promise<void>;
}

export async function serveWithPage(options: ServerOptions = {}): Promise<ServedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const judge = createJudge({
    profile: defaultProfile,
    folder,
    version: '0.0.0',
    now: () => 0,
    check: checkHere(() => 0),
    reportPage,
  });
  const server = await startServer({ judge, ...options });
  return {
    server,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a view and waits until the server's events arrive. Whatever the page complains of is in `complaints`. */
export async function openView(
  browser: Browser,
  { adminUrl }: Pick<RunningServer, 'adminUrl'>,
  hash = '',
  viewport = { width: 1280, height: 900 },
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage({ viewport });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.setDefaultTimeout(10_000);
  await page.goto(`${adminUrl}/${hash}`);
  await page.locator('.state.live').waitFor();
  return { page, complaints };
}
