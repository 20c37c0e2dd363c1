import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { staleDocuments } from '../bin/docs.js';

it('has current generated documents (otherwise: npm run docs)', async () => {
  expect(await staleDocuments(fileURLToPath(new URL('..', import.meta.url)))).toEqual([]);
});
