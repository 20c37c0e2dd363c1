/** A report in which every text that comes from somebody's files is the one given. */
import fc from 'fast-check';
import type { FileForecast } from '../../specs/forecast.js';
import type { Report } from '../../specs/report.js';

/** What other people's files hold at their worst, and whatever else there is. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ']]>',
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '<img src=x onerror=alert(1)>',
    '=cmd|"/c calc"!A1',
    '::error file=x::y',
    '##[error]z',
    '%0A::error::100%',
    'a\r\nb\n::set-output name=x::y',
    '| a | ``b`` | `c` |\\| \\',
    '[x](http://evil.example) @everyone #1 www.evil.example **b** ~~s~~',
    '\u202egpj.exe \u2066\u200f\u0000\u0007\u001b[31m',
    '\ud800',
    '😀'.repeat(300),
    '\u2028\u2029"\'&',
    'x'.repeat(1_000_000),
    '__proto__',
    '',
  ),
);

export function hostileReport(base: Report, text: string): Report {
  const [finding] = base.findings;
  const [file] = base.files;
  const [forecast] = base.forecast;
  if (!finding || !file || !forecast) throw new Error('the base report has no finding, file or forecast');
  const column = text || 'column';
  const where = { path: text, member: text, line: 2, record: 1, column, field: 1 };
  return {
    ...base,
    inputs: [text],
    profile: text,
    files: [{ ...file, path: text, member: text, verdict: 'fail' }],
    groups: [{ rule: finding.rule, severity: 'error', path: text, column, count: 7 }],
    findings: [
      {
        rule: finding.rule,
        severity: 'error',
        message: `m${text}`,
        where,
        details: { value: text, key: { [column]: text }, headerToUse: text },
      },
    ],
    forecast: [hostileForecast(forecast, text)],
    emissionOrder: [[text], [text]],
    reportsFed: base.reportsFed.map((one) => ({
      ...one,
      state: 'incomplete',
      missing: [{ source: text, because: text }],
    })),
    faults: [{ path: text, message: text, mend: text }],
  };
}

/** The same for a report of `run`: one scenario that the emitter failed. */
export const hostileRun = (base: Report, text: string): Report => ({
  ...hostileReport(base, text),
  scenarios: [
    {
      name: text,
      summary: text,
      reason: text,
      mend: text,
      level: null,
      verdict: 'fail',
      must: { met: 0, of: 1 },
      should: { met: 0, of: 0 },
      expectations: [{ level: 'must', text, met: false, shortcoming: text, evidence: [1] }],
      evidence: [1],
      exchanges: [
        {
          seq: 1,
          at: '2020-09-13T12:26:40.000Z',
          method: 'POST',
          path: text,
          status: 0,
          file: text,
          injectedFault: text,
        },
      ],
      exit: text,
      durationMs: 1,
      output: text,
    },
  ],
});

const hostileForecast = (forecast: FileForecast, text: string): FileForecast => ({
  ...forecast,
  path: text,
  pickup: { ...forecast.pickup, because: text },
  header: { accepted: false, because: text, certainty: 'code', headerToUse: text },
  rowsIn: 10,
  rowsStored: 3,
  fates: [
    {
      fate: 'datatype',
      column: text,
      count: 7,
      reason: text,
      certainty: 'code',
      origin: text,
      preventable: true,
      samples: [{ line: 2, key: { [text]: text } }],
    },
  ],
  rowsNeverShown: [{ what: text, count: 1, reason: text, certainty: 'inferred' }],
});
