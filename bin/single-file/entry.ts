/**
 * Where the single file starts, that `npm run bundle` makes of this and of all that it imports. Threads that check files
 * start with the same file: there is no other one.
 */
import { isMainThread } from 'node:worker_threads';
import { version } from '../version.js';

const argv = process.argv.slice(2);

if (!isMainThread) {
  await import('../../conformance/threads/file-thread.js');
} else {
  // A reader that has seen enough (`| head`) is no failure of ours; what is left to write is dropped.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version()}\n`);
  } else {
    const { main } = await import('../main.js');
    process.exitCode = await main(argv);
  }
}
