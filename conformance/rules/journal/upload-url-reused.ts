import { defineRule } from '../../engine/define-rule.js';
import type { Exchange, Traffic } from '../../engine/traffic.js';

interface Uses {
  issued: number;
  /** Uses whose bytes were stored, as far as the recording shows. */
  stored: number;
  readonly beyond: Exchange[];
}

/** The bytes are there, whether or not the emitter got to hear of it. */
const isStored = ({ status, upload, injectedFault }: Exchange): boolean =>
  (status >= 200 && status < 300) ||
  (injectedFault !== null && typeof upload?.sha256 === 'string' && status === 0);

/** By URL: those uses that came after it was used as often as it was issued. A failed use spends nothing. */
function usesOf({ exchanges }: Traffic): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Uses>();
  for (const exchange of exchanges) {
    const { step, urlId } = exchange;
    if (urlId === null || (step !== 'upload-url' && step !== 's3-post')) continue;
    const found = uses.get(urlId) ?? { issued: 0, stored: 0, beyond: [] };
    uses.set(urlId, found);
    if (step === 'upload-url') found.issued++;
    else {
      if (found.stored >= Math.max(found.issued, 1)) found.beyond.push(exchange);
      if (isStored(exchange)) found.stored++;
    }
  }
  return uses;
}

export const uploadUrlReused = defineRule({
  id: 'journal/upload-url-reused',
  scope: 'journal',
  level: 'must',
  requirement: 'EP-7',
  summary: 'An upload URL is used for one upload.',
  why: 'It is documented as valid one time: the second upload replaces the first or is refused.',
  fix: 'Ask for a new upload URL for every upload, also when you try again.',
  message: ({ uses, file }) =>
    `An upload URL for “${String(file)}” was used ${String(uses)} more ${Number(uses) === 1 ? 'time' : 'times'} after its upload had arrived.`,
  needs: ['urls'],
  counts: (traffic) => usesOf(traffic).size,
  check: (traffic, report) => {
    for (const { beyond } of usesOf(traffic).values()) {
      const [first] = beyond;
      if (first === undefined) continue;
      const exchanges = beyond.map(({ seq }) => seq).slice(0, 20);
      const file = first.key ?? first.path;
      report({ file, uses: beyond.length, exchanges }, [], { path: first.key ?? '' });
    }
  },
  examples: {
    valid: [
      {
        kind: 'journal',
        title: 'a second try with the same form, since nothing had arrived',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', status: 503 },
          { send: 'school_master/school_mst.zip' },
        ],
      },
    ],
    invalid: [
      {
        kind: 'journal',
        title: 'the same form once more',
        traffic: [
          { ask: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip' },
          { send: 'school_master/school_mst.zip', status: 403 },
        ],
      },
    ],
  },
});
