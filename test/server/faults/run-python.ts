/** Python beside us, so that our own event loop can serve it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export async function runPython(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)('python3', ['-c', program], { timeout: 20_000 });
  return stdout;
}
