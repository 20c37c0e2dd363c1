/** The admin API, as the page speaks to it. The only place that asks for anything. */

/** The server said no, or cannot be reached; `message` is for people. */
class AskError extends Error {
  readonly code = 'ASK_FAILED';
  /** 0: it cannot be reached. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'AskError';
    this.status = status;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Rejects with `AskError`. */
export async function ask<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const init: RequestInit =
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new AskError(0, 'The server cannot be reached: is it still running?');
  }
  const text = await response.text().catch(() => '');
  if (!response.ok)
    throw new AskError(response.status, reasonIn(text) ?? `The server answered ${response.status}.`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

function reasonIn(text: string): string | null {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' ? error : null;
  } catch {
    return null;
  }
}

/** What to tell a person of anything that went wrong. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const contentPath = (bucket: string, key: string): string =>
  `${objectPath(bucket)}/content?key=${encodeURIComponent(key)}`;

export const objectPath = (bucket: string): string => `/api/buckets/${encodeURIComponent(bucket)}/object`;
