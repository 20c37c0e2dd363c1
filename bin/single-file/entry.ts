/**
 * Where the single file starts, that `npm run bundle` makes of this and of all that it imports. Threads that check files
 * start with the same file: there is no other one.
 */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) await import('../cqube-conform.js');
else await import('../../conformance/threads/file-thread.js');
