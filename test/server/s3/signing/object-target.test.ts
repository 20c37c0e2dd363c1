/** Which bucket and key an address means. */
import { expect, it } from 'vitest';
import { objectTarget } from '../../../../server/s3/signing/object-target.js';

it.each([
  ['localhost:9000', '/', '', ''],
  ['localhost:9000', '/b', 'b', ''],
  ['localhost:9000', '/b/', 'b', ''],
  ['localhost:9000', '/b/k', 'b', 'k'],
  ['localhost:9000', '/b//k/', 'b', '/k/'],
  ['localhost:9000', '/b/../x', 'b', '../x'],
  ['localhost:9000', '//k', '', 'k'],
  ['localhost:9000', '/b/a\nb', 'b', 'a\nb'],
  ['dotted.localhost:9000', '/k', 'dotted', 'k'],
  ['DOTTED.s3.amazonaws.com', '/', 'dotted', ''],
  ['dotted.bucket.s3.amazonaws.com', '/b/k', 'dotted.bucket', 'b/k'],
  ['dotted', '/b/k', 'b', 'k'],
  ['unknown.localhost', '/b/k', 'b', 'k'],
  ['127.0.0.1:9000', '/b/k', 'b', 'k'],
  ['[::1]:9000', '/b/k', 'b', 'k'],
])('at %s, %j means %j and %j', (host, path, bucket, key) => {
  expect(objectTarget(host, path, ['dotted', 'dotted.bucket', '127'])).toEqual({ bucket, key });
});
