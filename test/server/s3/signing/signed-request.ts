/** One signed request, and ways to send it changed. */
import { signRequest } from '../../../../server/s3/signing/sign-request.js';
import { exchange } from '../../raw-client.js';
import { ACCESS, MOMENT, requestBytes, sha256Of, type SignatureServer } from './signature-server.js';

export interface Sent {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const BODY = 'district,school\n1,2\n';
export const HOST = '127.0.0.1:9000';

/** A PUT that the server of these tests accepts. */
export const signed = (changes: Partial<Parameters<typeof signRequest>[0]> = {}): Sent => {
  const options = {
    access: ACCESS,
    method: 'PUT',
    url: { host: HOST, path: '/examplebucket/pat/a%20b.zip', query: 'x=1&y=a%2Fb' },
    headers: {
      'content-type': 'text/csv',
      'x-amz-meta-by': 'night  job',
      'content-length': String(BODY.length),
    },
    payloadHash: sha256Of(BODY),
    moment: MOMENT,
    ...changes,
  };
  const { method, url } = options;
  return { method, target: `${url.path}?${url.query}`, headers: signRequest(options), body: BODY };
};

export const send = async (
  server: SignatureServer,
  { method, target, headers, body }: Sent,
): Promise<{ status: number; body: string }> => {
  server.takeUnderstood();
  const answer = await exchange(server.port, requestBytes(method, target, headers, body));
  return { status: answer.status, body: answer.body };
};

export const withHeader = (sent: Sent, name: string, change: (value: string) => string): Sent => ({
  ...sent,
  headers: { ...sent.headers, [name]: change(sent.headers[name] ?? '') },
});

export const authorized = (change: (value: string) => string): Sent =>
  withHeader(signed(), 'authorization', change);

export const without = (sent: Sent, name: string): Sent => ({
  ...sent,
  headers: Object.fromEntries(Object.entries(sent.headers).filter(([given]) => given !== name)),
});
