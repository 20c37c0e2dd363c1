import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFields } from '../../../../server/s3/presigned-post/form-fields.js';
import { refuseConditions } from '../../../../server/s3/presigned-post/policy-conditions.js';
import { parsePolicy } from '../../../../server/s3/presigned-post/post-policy.js';

const base64 = (document: unknown): string =>
  Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)).toString('base64');
const EXPIRATION = '2026-01-01T12:00:00Z';
const withConditions = (...conditions: readonly unknown[]): string =>
  base64({ expiration: EXPIRATION, conditions });

describe('a policy', () => {
  it('is read with its moment, its conditions and their words', () => {
    const conditions = [
      { Key: 'a"b' },
      ['starts-with', '$Content-Type', 'text/'],
      ['content-length-range', '1', 9],
    ];
    expect(parsePolicy(withConditions(...conditions))).toEqual({
      kind: 'policy',
      policy: {
        expires: Date.UTC(2026, 0, 1, 12),
        conditions: [
          { kind: 'eq', field: 'key', value: 'a"b', text: String.raw`["eq", "$Key", "a\"b"]` },
          {
            kind: 'starts-with',
            field: 'content-type',
            value: 'text/',
            text: '["starts-with", "$Content-Type", "text/"]',
          },
          {
            kind: 'content-length-range',
            range: { from: 1, to: 9 },
            text: '["content-length-range", "1", 9]',
          },
        ],
      },
    });
  });

  it.each([
    ['no base64', '***', 'invalid Base64 encoding.'],
    ['base64 cut short', base64({}).slice(0, -1), 'invalid Base64 encoding.'],
    ['nothing', '', 'invalid Base64 encoding.'],
    ['a list', base64([]), 'Invalid JSON.'],
    ['null', base64('null'), 'Invalid JSON.'],
    [
      'a member of another language',
      base64({ Statement: [], expiration: EXPIRATION }),
      "Unexpected: 'statement'",
    ],
    ['no conditions', base64({ expiration: EXPIRATION }), 'Policy missing conditions.'],
    [
      'conditions that are no list',
      base64({ expiration: EXPIRATION, conditions: {} }),
      "Invalid 'conditions' value: must be a List.",
    ],
    [
      'a moment with an offset',
      base64({ expiration: '2026-01-01T12:00:00+02:00', conditions: [] }),
      "Invalid 'expiration' value: '2026-01-01T12:00:00+02:00'",
    ],
    [
      'no moment',
      base64({ expiration: '2026-13-41T12:00:00Z', conditions: [] }),
      "Invalid 'expiration' value: '2026-13-41T12:00:00Z'",
    ],
    ['a condition that is text', withConditions('key'), 'Invalid condition test: must be a List or Object.'],
    ['a condition that is null', withConditions(null), 'Invalid condition test: must be a List or Object.'],
    [
      'an empty object',
      withConditions({}),
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    ],
    [
      'a number as value',
      withConditions({ 'Content-Length': 1 }),
      'Invalid Simple-Condition: value must be a string.',
    ],
    ['null as value', withConditions({ key: null }), 'Invalid JSON.'],
    ['an empty list', withConditions([]), 'Invalid Condition: missing operation identifier.'],
    [
      'an unknown operation',
      withConditions(['in', '$key', 'a']),
      "Invalid Condition: unknown operation 'in'.",
    ],
    ['two operands too few', withConditions(['eq']), 'Invalid eq: wrong number of arguments.'],
    ['an operand that is no text', withConditions(['eq', '$key', 1]), 'Invalid JSON.'],
    ['a bound with a fraction', withConditions(['content-length-range', 0, 512.5]), 'Invalid JSON.'],
  ])('is malformed: %s', (_, policy, reason) => {
    expect(parsePolicy(policy)).toEqual({ kind: 'malformed', reason });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map(base64),
          fc.jsonValue().map((value) => withConditions(value)),
        ),
        (text) => {
          expect(['policy', 'malformed']).toContain(parsePolicy(text).kind);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a condition', () => {
  const judge = (condition: unknown, value: string | null, name = 'Name'): string | undefined => {
    const parsed = parsePolicy(withConditions({ bucket: 'one' }, condition));
    if (parsed.kind !== 'policy') throw new Error(parsed.reason);
    return refuseConditions(parsed.policy, readFields(value === null ? [] : [[name, value]], null), 'one')
      ?.message;
  };
  const failed = (text: string): string => `Invalid according to Policy: Policy Condition failed: ${text}`;

  it.each([
    [{ name: 'v' }, 'v', undefined],
    [['EQ', '$NAME', 'v'], 'v', undefined],
    [['eq', '$name', 'V'], 'v', failed('["eq", "$name", "V"]')],
    [['eq', 'name', 'v'], 'v', failed('["eq", "name", "v"]')],
    [{ name: 'a$$b' }, 'a$$b', failed('["eq", "$name", "a$$b"]')],
    [['starts-with', '$name', ''], 'anything', undefined],
    [['starts-with', '$name', 'an'], 'anything', undefined],
    [['starts-with', '$name', 'An'], 'anything', failed('["starts-with", "$name", "An"]')],
    [['starts-with', '$name', ''], null, failed('["starts-with", "$name", ""]')],
    [['content-length-range', 'test', '10'], null, failed('["content-length-range", "test", "10"]')],
    [['content-length-range', '1', '10'], null, undefined],
  ])('%j and the value %j', (condition, value, message) => {
    expect(judge(condition, value)).toBe(message);
  });

  it('on a list of content types is about each of them', () => {
    const condition = ['starts-with', '$content-type', 'image/'];
    expect(judge(condition, 'image/png, image/gif', 'Content-Type')).toBeUndefined();
    expect(judge(condition, 'image/png,text/html', 'Content-Type')).toBe(
      failed('["starts-with", "$content-type", "image/"]'),
    );
  });
});
