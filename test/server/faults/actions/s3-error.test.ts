/** An error document of S3. */
import { describe, expect, it } from 'vitest';
import { askForm, emit, fetchLink, linkTo, send, stored, uploadOf } from '../faulty-server.js';
import { start } from '../running-servers.js';

describe('s3-error', () => {
  it('is the document of S3, once, and nothing is stored', async () => {
    const server = await start({
      step: 's3-post',
      action: { kind: 's3-error', status: 503, code: 'SlowDown' },
    });
    const form = await askForm(server);
    const seen = await send(uploadOf(server, form, 'bytes'));
    expect(seen.status).toBe(503);
    expect(seen.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>SlowDown<\/Code><Message>Please reduce your request rate.<\/Message><RequestId>[0-9A-F]{16}<\/RequestId><HostId>[^<]{70,}<\/HostId><\/Error>$/,
    );
    expect(seen.body).toContain(`<RequestId>${String(seen.headers['x-amz-request-id'])}</RequestId>`);
    expect(seen.headers).toMatchObject({
      'content-type': 'application/xml',
      'transfer-encoding': 'chunked',
      server: 'AmazonS3',
    });
    expect(stored(server)).toEqual([]);
    // The form was not used up.
    expect((await send(uploadOf(server, form, 'again'))).status).toBe(204);
    expect(stored(server)).toEqual(['again']);
  });

  it('has nothing to do with requests to the API', async () => {
    const server = await start({
      step: 'download',
      occurrences: 'all',
      action: { kind: 's3-error', status: 404, code: 'NoSuchKey', message: '<&>' },
    });
    await emit(server);
    const seen = await fetchLink(server, await linkTo(server));
    expect([seen.status, seen.body.includes('<Message>&lt;&amp;&gt;</Message>')]).toEqual([404, true]);
    expect(server.faults.state()).toMatchObject([{ seen: 1, injected: 1 }]);
  });
});
