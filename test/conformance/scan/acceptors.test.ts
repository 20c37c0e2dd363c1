/** Common values are recognised at sight: each that is not costs as much as a wrong one. */
import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../../conformance/engine/expectation.js';
import { accept, acceptorFor, plainBytes } from '../../../conformance/scan/acceptors.js';
import { findSource } from '../../../specs/lookup.js';
import { profiles } from '../../../specs/profiles/index.js';

function isSeen(id: string, column: string, value: string, profileId: string): boolean {
  const source = findSource(id);
  const profile = profiles.find((candidate) => candidate.id === profileId);
  if (!source || !profile) throw new Error(`no source ${id} or profile ${profileId}`);
  const found = expectationOf(source, profile, source.variants[0]?.name ?? null).columns.find(
    ({ name }) => name === column,
  );
  if (!found) throw new Error(`${id} has no column ${column}`);
  const bytes = Buffer.from(`${value}\n`);
  return accept(acceptorFor(found), bytes, 0, plainBytes(0x7c)) === value.length;
}

describe('marks', () => {
  it.each(['0', '0.5', '2', '12.25'])('%s is recognised', (value) => {
    for (const { id } of profiles)
      expect(isSeen('semester_exam_result_trans', 'obtained_marks', value, id)).toBe(true);
  });
});

describe('coordinates, of which 0 counts as none', () => {
  it('0 is left to the rules', () => {
    expect(isSeen('school_master', 'latitude', '0', 'pipeline-3.7')).toBe(false);
    expect(isSeen('school_master', 'latitude', '22.9316', 'pipeline-3.7')).toBe(true);
  });
});
