/** Sends one file as an emitter does: asks for a form, and posts the file with it. */
import type { RunningServer } from '../../server/start-server.js';

/** Status of the upload; of the call before it where that was refused. */
export async function sendTo(
  { url, token }: Pick<RunningServer, 'url' | 'token'>,
  filename: string,
  content: string | Uint8Array,
): Promise<number> {
  const asked = await fetch(`${url}/upload-url`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ filename }),
  });
  if (!asked.ok) return asked.status;
  const form = (await asked.json()) as { url: string; fields: Readonly<Record<string, string>> };
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append('file', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), 'file');
  return (await fetch(form.url, { method: 'POST', body })).status;
}
