/** Sends an emission folder: masters first, each file with an upload URL of its own, once more where cQube is busy. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Target {
  /** Ends in `/data`. */
  readonly url: string;
  readonly token: string;
  /** Milliseconds before the next try. */
  readonly wait: number;
}

const IN_ORDER = ['district_master/district_mst.zip', 'block_master/block_mst.zip'];
const TRIES = 3;

export async function emitFolder(folder: string, target: Target): Promise<void> {
  for (const filename of IN_ORDER) await emitFile(await readFile(join(folder, filename)), filename, target);
}

async function emitFile(bytes: Uint8Array<ArrayBuffer>, filename: string, target: Target): Promise<void> {
  const headers = { Authorization: `Bearer ${target.token}`, 'Content-Type': 'application/json' };
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const asked = await fetch(`${target.url}/upload-url`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ filename }),
    });
    if (asked.status === 401) throw new Error(`cQube refuses the token: ${await asked.text()}`);
    if (asked.ok && (await isUploaded((await asked.json()) as UploadForm, bytes))) return;
    await new Promise((resolve) => setTimeout(resolve, target.wait));
  }
  throw new Error(`${filename} was not taken`);
}

interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Only a 2xx of the storage is an acknowledgement. */
async function isUploaded({ url, fields }: UploadForm, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes]));
  return (await fetch(url, { method: 'POST', body: form })).ok;
}
