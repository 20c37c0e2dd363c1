/* Writes every generated document; with --check it writes nothing and fails where one is stale. Needs `tsc -b`. */
import { fileURLToPath } from 'node:url';
import { staleDocuments, writeDocuments } from '../dist/bin/docs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = {
  missing: ['is not there', 'written'],
  differs: ['is not what would be generated', 'written'],
  surplus: ['is not generated', 'removed'],
};

const [option, ...more] = process.argv.slice(2);
if (more.length > 0 || (option !== undefined && option !== '--check')) {
  console.error('usage: node .ci/docs.mjs [--check]');
  process.exitCode = 2;
} else if (option === '--check') {
  const stale = await staleDocuments(root);
  for (const { path, problem } of stale) console.error(`${path} ${words[problem][0]}`);
  if (stale.length > 0) {
    console.error('Run "npm run docs" and commit the result.');
    process.exitCode = 1;
  }
} else {
  const mended = await writeDocuments(root);
  for (const { path, problem } of mended) console.log(`${path} ${words[problem][1]}`);
  if (mended.length === 0) console.log('Every generated document is current.');
}
