import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The package's version; `package.json` lies above `dist/bin` as it lies above `bin`. */
export function version(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(fileURLToPath(new URL(up, import.meta.url)), 'utf8');
      const { name, version: found } = JSON.parse(text) as { name?: string; version?: string };
      if (name === 'cqube-conform' && found !== undefined) return found;
    } catch {
      // Not at this level.
    }
  }
  return '0.0.0';
}
