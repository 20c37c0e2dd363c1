/** A client in Python sees what ours sees. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runPython } from './run-python.js';
import { start } from './running-servers.js';

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)('a client in Python', () => {
  it('sees a reset as a reset, not as an end', async () => {
    const server = await start({ step: 'route', occurrences: 'all', action: { kind: 'reset' } });
    const output = await runPython(`
import http.client
seen = set()
for _ in range(20):
    try:
        connection = http.client.HTTPConnection('127.0.0.1', ${server.apiPort})
        connection.request('GET', '/data/list_log_files')
        connection.getresponse()
    except Exception as error:
        seen.add(type(error).__name__)
print(sorted(seen))
`);
    expect(output.trim()).toBe("['ConnectionResetError']");
  });

  it('misses the rest of a cut body', async () => {
    const server = await start({ step: 'upload-url', action: { kind: 'cut-body', afterBytes: 5 } });
    const output = await runPython(`
import http.client
connection = http.client.HTTPConnection('127.0.0.1', ${server.apiPort})
headers = {'Authorization': 'Bearer ${server.token}', 'Content-Type': 'application/json'}
connection.request('POST', '/data/upload-url', '{"filename": "a.zip"}', headers)
try:
    connection.getresponse().read()
except http.client.IncompleteRead as error:
    print(len(error.partial))
`);
    expect(output.trim()).toBe('5');
  });
});
