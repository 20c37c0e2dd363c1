/** A reader that stops early (`| head`) gets no stack trace, and the exit code stays what the check found. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));
const sample = fileURLToPath(new URL('../../fixtures/sample/cqube_emission', import.meta.url));

it.each([
  [['rules'], 0],
  [['check', sample, '-f', 'json'], 1],
])('%j', async (args, code) => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  child.stdout.destroy();
  const ended = await new Promise((resolve) => child.on('close', resolve));
  expect({ errors, ended }).toEqual({ errors: '', ended: code });
});
