/** What the page's search finds, and how many findings that stands for. */
import { describe, expect, it } from 'vitest';
import { searchIn } from '../../../../conformance/reporters/html/browser/search.js';
import type { EmbeddedReport } from '../../../../conformance/reporters/html/embedded.js';

const report: EmbeddedReport = {
  rules: [
    { id: 'table/value-type', requirement: 'EP-13', why: '', fix: '' },
    { id: 'table/null-text', requirement: 'EP-14', why: '', fix: '' },
  ],
  files: ['udise/sch_profile.zip', 'pat/periodic_exam_mst.zip'],
  columns: ['School_Id'],
  headers: [],
  findings: [
    [0, 0, 0, 'sch_profile.csv', 12, 11, 0, '“Ünit” is no number', 'school 24010100011', 'Ünit', -1],
    [1, 1, 0, 'sch_profile.csv', 13, 12, 0, '“NULL” is text', 'school 24010100012', 'NULL', -1],
    [0, 0, 1, '', 0, 0, -1, 'wrong', '', '', -1],
  ],
  totals: [
    [0, 0, 0, 5000],
    [1, 1, 0, 70],
    [0, 0, 1, 1],
  ],
};

const everything = { words: '', rule: -1, file: -1, severities: [true, true, true] };
const search = searchIn(report);
const found = (wanted: Partial<typeof everything>): readonly number[] =>
  search.find({ ...everything, ...wanted }).map((finding) => report.findings.indexOf(finding));

describe('searchIn', () => {
  it.each([
    ['ünit', [0]],
    ['SCHOOL_ID  24010100012', [1]],
    ['ep-13', [0, 2]],
    ['line 13', [0, 1]],
    ['"line 13"', [1]],
    ['"line 13', []],
    ['periodic', [2]],
    ['value-type sch_profile', [0]],
    ['  ', [0, 1, 2]],
    ['.*', []],
    ['nowhere', []],
  ] as const)('finds %j', (words, indexes) => {
    expect(found({ words })).toEqual(indexes);
  });

  it('narrows by rule, file and severity together', () => {
    expect(found({ rule: 0 })).toEqual([0, 2]);
    expect(found({ rule: 0, file: 0 })).toEqual([0]);
    expect(found({ severities: [false, true, true] })).toEqual([1]);
  });

  it('knows the exact number of findings that a filter stands for, and none for words', () => {
    expect(search.total(everything)).toBe(5071);
    expect(search.total({ ...everything, file: 0, severities: [true, false, false] })).toBe(5000);
    expect(search.total({ ...everything, words: 'x' })).toBeNull();
  });
});
