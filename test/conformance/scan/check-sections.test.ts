import { expect, it } from 'vitest';
import { sampleCsv } from '../../../fixtures/sample/sample-csv.js';
import { findSource } from '../../../specs/lookup.js';
import { checkCsv } from '../../support/check-csv.js';

const source = findSource('diksha_enrolment');
const sample = source ? sampleCsv(source) : '';

/** The first section, which names one column and goes on with one a course, delimited by something else. */
const withFirstSection = (delimiter: string): string => {
  const end = sample.indexOf('End of Program-Course Details');
  return sample.slice(0, end).replaceAll(',', delimiter) + sample.slice(end);
};

it.each(['|', ';', '\t'])('tells “%s” in the section of one named column', async (delimiter) => {
  const { collected } = await checkCsv('diksha_enrolment', withFirstSection(delimiter));
  expect(collected.findings.map(({ rule, where }) => [rule, where.line])).toEqual([
    ['table/wrong-delimiter', 1],
  ]);
});

it('finds nothing wrong with commas there', async () => {
  const { collected } = await checkCsv('diksha_enrolment', withFirstSection(','));
  expect(collected.findings).toEqual([]);
});
