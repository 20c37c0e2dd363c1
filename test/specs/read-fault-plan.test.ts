/** The reader of fault plans: what it takes, what it says of the rest, and that the published schema agrees. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_STEPS, STEPS_OF_KIND } from '../../specs/fault-plan.js';
import { FAULT_KINDS, readFaultPlan } from '../../specs/read-fault-plan.js';

const schema = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../specs/fault-plan.schema.json', import.meta.url)), 'utf8'),
) as object;
const fitsSchema = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false }).compile(schema);

const problemsOf = (value: unknown): readonly string[] => {
  const reading = readFaultPlan(value);
  return reading.kind === 'problems' ? reading.problems : [];
};

const withFault = (fault: unknown): unknown => ({ version: 1, faults: [fault] });
const withAction = (action: unknown, step = 's3-post'): unknown => withFault({ step, action });

describe('a plan', () => {
  it('is taken whole, and is a copy', () => {
    const plan = {
      $schema: './fault-plan.schema.json',
      version: 1,
      seed: 7,
      faults: [
        { name: 'first', step: 'route', occurrences: [1, 3], action: { kind: 'reset', afterBytes: 5 } },
        { step: 's3-post', occurrences: { from: 2, to: 2 }, action: { kind: 'expired-url' } },
        { step: 'upload-url', match: 'pat/', action: { kind: 'delay', milliseconds: null } },
        { step: 'listing', occurrences: { probability: 0.5, atMost: 3 }, action: { kind: 'lost-answer' } },
      ],
    };
    const reading = readFaultPlan(plan);
    expect(reading).toEqual({ kind: 'plan', plan });
    plan.faults.pop();
    expect(reading).not.toEqual({ kind: 'plan', plan });
  });

  it.each([
    [null, 'the document: must be an object, not null'],
    [{}, 'version: is missing'],
    [{ version: 2, faults: [] }, 'version: must be 1, the only version there is, not 2'],
    [{ version: 1, fautls: [] }, 'fautls: unknown property; did you mean `faults`?'],
    [{ version: 1, faults: {} }, 'faults: must be a list, not an object'],
    [{ version: 1, faults: [], seed: -1 }, 'seed: must be a whole number from 0 to 4294967295, not -1'],
    [withFault(1), 'faults[0]: must be an object, not 1'],
    [withAction({ kind: 'dealy' }), 'faults[0].action.kind: unknown kind `dealy`; did you mean `delay`?'],
    [
      withAction({ kind: 'a\n\u001b[2J\u009b' }),
      /^faults\[0\]\.action\.kind: unknown kind `a\\n\\u001b\[2J\\u009b`; there are status, /,
    ],
    [withAction({}), /^faults\[0\]\.action\.kind: is missing; there are status, /],
    [
      withAction({ kind: 'delay', milliseconds: 3_600_001 }),
      'faults[0].action.milliseconds: must be a whole number from 0 to 3600000, not 3600001 (null: never)',
    ],
    [
      withAction({ kind: 'status', status: 99 }),
      'faults[0].action.status: must be a whole number from 200 to 599, not 99',
    ],
    [
      withAction({ kind: 'status', status: 200, headers: { 'content-LENGTH': '1' } }),
      /^faults\[0\]\.action\.headers\["content-LENGTH"\]: must be the name of a header that is not the server's own/,
    ],
    [
      withAction({ kind: 'status', status: 200, headers: { a: 'b\r\nc: d' } }),
      'faults[0].action.headers.a: must be a text that a header can hold, not "b\\r\\nc: d"',
    ],
    [
      withAction({ kind: 'status', status: 200, body: 'x'.repeat(65_537) }),
      'faults[0].action.body: must have 0 to 65536 characters',
    ],
    [
      withAction({ kind: 'expired-url' }, 'upload-url'),
      'faults[0].step: `expired-url` makes no sense at `upload-url`; choose s3-post, download',
    ],
    [
      withAction({ kind: 'reset' }, 's3post'),
      'faults[0].step: unknown step `s3post`; did you mean `s3-post`?',
    ],
    [
      withFault({ step: 'route', occurrences: { from: 3, to: 2 }, action: { kind: 'reset' } }),
      'faults[0].occurrences.to: must not be below from (3), else nothing is ever hit',
    ],
    [
      withFault({ step: 'route', occurrences: { probability: 0 }, action: { kind: 'reset' } }),
      'faults[0].occurrences.probability: must be a number above 0 and up to 1, not 0',
    ],
    [
      withFault({ step: 'route', occurrences: 'always', action: { kind: 'reset' } }),
      'faults[0].occurrences: must be "all", numbers as in [1, 3], {"from": 2} or {"probability": 0.1}',
    ],
    [
      JSON.parse('{"version":1,"faults":[],"__proto__":{}}'),
      /^__proto__: unknown property; there are \$schema, version, seed, faults/,
    ],
  ])('like %j is refused with its place and its mend', (value, problem) => {
    const [first = '', ...more] = problemsOf(value);
    if (typeof problem === 'string') expect([first, ...more]).toContain(problem);
    else expect(first).toMatch(problem);
    expect([first, ...more].filter((line) => line.includes('\n'))).toEqual([]);
  });

  it('of many mistakes is described up to a point', () => {
    expect(problemsOf({ version: 1, faults: Array.from({ length: 1_000 }, () => 0) })).toHaveLength(100);
    expect(problemsOf({ version: 1, faults: Array.from({ length: 1_001 }, () => 0) })).toEqual([
      'faults: must have 0 to 1000 entries, not 1001',
    ]);
  });
});

/** Something that is nearly right, for every property. */
const near = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) });
const number = near(
  fc.oneof(fc.integer({ min: 0, max: 700 }), fc.constantFrom(-1, 0, 1, 199, 600, 3.5, 65_537, 4e12)),
);
const text = near(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom('SlowDown', 'x'.repeat(1_025), '💥'.repeat(100), 'a\n'),
  ),
);
const headers = near(
  fc.dictionary(
    fc.constantFrom('X-A', 'Content-Length', 'TRAILER', 'a b', '', '__proto__', 'Content-Type'),
    text,
    { maxKeys: 3 },
  ),
);
const action = near(
  fc.record(
    {
      kind: near(fc.constantFrom(...FAULT_KINDS)),
      status: number,
      body: text,
      headers,
      code: text,
      message: text,
      milliseconds: near(fc.oneof(number, fc.constant(null))),
      bytes: number,
      afterBytes: number,
    },
    { requiredKeys: ['kind'] },
  ),
);

/** Only the properties that the kind knows, most of the time. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  status: ['status', 'body', 'headers'],
  's3-error': ['status', 'code', 'message'],
  delay: ['milliseconds'],
  drip: ['bytes', 'milliseconds'],
  reset: ['afterBytes'],
  'cut-body': ['afterBytes'],
  'answer-status': ['status'],
  'clock-jump': ['milliseconds'],
};
const tidied = fc.tuple(action, fc.integer({ min: 0, max: 5 })).map(([value, dice]) => {
  if (dice === 0 || typeof value !== 'object' || value === null || !('kind' in value)) return value;
  const own = OWN[String(value.kind)] ?? [];
  return Object.fromEntries(Object.entries(value).filter(([name]) => name === 'kind' || own.includes(name)));
});
const occurrences = near(
  fc.oneof(
    fc.constant('all'),
    fc.array(number, { maxLength: 3 }),
    fc.record({ from: number, to: number }, { requiredKeys: [] }),
    fc.record({ probability: near(fc.double({ min: 0, max: 1.1 })), atMost: number }, { requiredKeys: [] }),
  ),
);
const fault = near(
  fc.record(
    {
      name: text,
      step: near(fc.constantFrom(...FAULT_STEPS)),
      occurrences,
      match: text,
      action: tidied,
      extra: text,
    },
    { requiredKeys: ['step', 'action'], noNullPrototype: true },
  ),
).map((value) => {
  if (typeof value !== 'object' || value === null || !('extra' in value)) return value;
  const { extra, ...rest } = value;
  return extra === 'SlowDown' ? value : rest;
});
const plan = near(
  fc.record(
    {
      $schema: text,
      version: near(fc.constant(1)),
      seed: number,
      faults: near(fc.array(fault, { maxLength: 2 })),
    },
    { requiredKeys: ['version', 'faults'] },
  ),
);

describe('reader and schema', () => {
  it('agree on plans that are right or nearly so', () => {
    let taken = 0;
    fc.assert(
      fc.property(plan, (value) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        // What no schema can say.
        const problems = problemsOf(json).filter((line) => !line.includes('must not be below from'));
        if (problems.length === 0) taken++;
        expect([problems.length === 0, problems]).toEqual([fitsSchema(json), problems]);
      }),
      { numRuns: 3_000, seed: 1 },
    );
    // Else they would agree on nonsense only.
    expect(taken).toBeGreaterThan(300);
  });

  it.each(FAULT_KINDS)('agree on the steps of %s', (kind) => {
    const whole = { status: 500, code: 'A', milliseconds: 5, bytes: 1, afterBytes: 1 };
    const own = Object.entries(whole).filter(([name]) => OWN[kind]?.includes(name));
    const steps: readonly string[] = STEPS_OF_KIND[kind];
    for (const step of FAULT_STEPS) {
      const value = withFault({ step, action: { kind, ...Object.fromEntries(own) } });
      expect([step, problemsOf(value).length === 0, fitsSchema(value)]).toEqual([
        step,
        steps.includes(step),
        steps.includes(step),
      ]);
    }
  });

  it('take any JSON without breaking', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(problemsOf(value).length > 0).toBe(!fitsSchema(value));
      }),
    );
  });
});
