/**
 * What the scanner recognises as good and the forecast therefore does not look at passes every stage of the flow: every
 * column of every source and layout, beside either profile.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectationOf, readings } from '../../conformance/engine/expectation.js';
import { Verdict } from '../../conformance/engine/flow-value.js';
import type { FlowColumn } from '../../conformance/forecast/flow-column.js';
import { flowPlan } from '../../conformance/forecast/flow-plan.js';
import { trustedAcceptor } from '../../conformance/forecast/trust.js';
import { accept, acceptorFor, plainBytes } from '../../conformance/scan/acceptors.js';
import type { Acceptor } from '../../conformance/scan/acceptors.js';
import { defaultIngestion } from '../../specs/ingestion/index.js';
import { profiles } from '../../specs/profiles/index.js';
import { sources } from '../../specs/sources/index.js';

interface Subject {
  readonly name: string;
  readonly flow: FlowColumn;
  readonly acceptor: Acceptor;
  readonly delimiter: string;
}

const subjects: readonly Subject[] = sources
  .filter(({ sections }) => sections === undefined)
  .flatMap((source) => {
    const ingestion = defaultIngestion.sources[source.id];
    if (!ingestion) throw new Error(`no facts of ${source.id}`);
    return profiles.flatMap((profile) =>
      readings(source, profile).flatMap((variant) => {
        const { columns, delimiter } = expectationOf(source, profile, variant);
        const names = columns.map(({ name }) => name);
        return Object.values(source.pipeline.layouts).flatMap((layout) => {
          const plan = flowPlan(source, ingestion, layout, names);
          return columns.flatMap((expected, place): Subject[] => {
            const flow = plan.columns[place];
            const acceptor = flow && trustedAcceptor(flow, expected, acceptorFor(expected));
            if (!flow || !acceptor) return [];
            return [{ name: `${source.id} ${expected.name} (${profile.id})`, flow, acceptor, delimiter }];
          });
        });
      }),
    );
  });

function isRecognised({ acceptor, delimiter }: Subject, text: string): boolean {
  if (text === '') return false;
  const bytes = Buffer.from(`${text}\n`);
  return accept(acceptor, bytes, 0, plainBytes(delimiter.charCodeAt(0))) === bytes.length - 1;
}

const values = fc.oneof(
  fc.constantFrom(
    '0', '0.0', '0.00', '00', '1', '01', '-1', '+1', '9', '99', '127', '9999', '32767', '32768', '40000', '2147483647',
    '2147483648', '99999999999', '999999999999999999', '9999999999999999999', '1.5', '1.', '.5', '1e5', 'NULL', 'null',
    'None', 'true', 'yes', '2020-21', '2020-02-28', '2020-02-30', '2020-13-01', '29/07/2020', '10:30', ' 1', '1 ', 'n'.repeat(300),
  ), // prettier-ignore
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 10n ** 19n }).map(String),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
);

it('trusts most columns, or this test would say nothing', () => {
  expect(subjects.length).toBeGreaterThan(1500);
});

describe('a recognised value', () => {
  it('is fine for the flow', () => {
    fc.assert(
      fc.property(values, (text) => {
        for (const subject of subjects) {
          if (isRecognised(subject, text))
            expect(subject.flow.judgeText(text), subject.name).toBe(Verdict.fine);
        }
      }),
      { numRuns: 200 },
    );
  });
});
