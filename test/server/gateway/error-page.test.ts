import { describe, expect, it } from 'vitest';
import { errorPage } from '../../../server/gateway/error-page.js';

const JSON_TYPE = 'application/json; charset=utf-8';

describe('the format of an error page', () => {
  it.each([
    ['*/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['application/x-www-form-urlencoded', JSON_TYPE],
    ['TEXT/HTML', JSON_TYPE],
    ['', JSON_TYPE],
    ['text', JSON_TYPE],
    // A browser's list is one unknown type to Kong 2.8.
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', JSON_TYPE],
    ['text/html;q=0.9', 'text/html; charset=utf-8'],
    [' text/html ', 'text/html; charset=utf-8'],
    ['application/xml', 'application/xml; charset=utf-8'],
    ['text/plain', 'text/plain; charset=utf-8'],
    ['text/*', 'text/plain; charset=utf-8'],
    [null, 'text/plain; charset=utf-8'],
  ])('follows %j', (wanted, contentType) => {
    expect(errorPage(502, wanted).contentType).toBe(contentType);
  });

  it('has the bodies of Kong', () => {
    expect(errorPage(400, '*/*').body).toBe('{\n  "message":"Bad request"\n}');
    expect(errorPage(504, 'text/plain').body).toBe('The upstream server is timing out\n');
    expect(errorPage(502, 'application/xml').body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<error>\n  <message>An invalid response was received from the upstream server</message>\n</error>\n',
    );
    expect(errorPage(400, 'application/grpc').body).toBe('{"message":"Bad request"}');
  });
});
