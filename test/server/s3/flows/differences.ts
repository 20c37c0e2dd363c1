/** Where a real S3 implementation is known to answer otherwise than AWS, which our front door follows. */
import type { Seen, Subject } from './flow.js';
import { sendRaw } from './flow.js';

export interface Difference {
  /** Instead of what the flow expects. */
  readonly seen: Seen;
  readonly because: string;
}

export type Implementation = 'ceph' | 'other';

/** By the names that it gives its requests. */
export const implementationOf = async ({ endpoint }: Pick<Subject, 'endpoint'>): Promise<Implementation> => {
  const { headers } = await sendRaw('GET', `${endpoint}/`);
  return /^tx[0-9a-f]{20}/.test(String(headers['x-amz-request-id'])) ? 'ceph' : 'other';
};

/** By the flow's name. Ceph's gateway of release 16. */
export const DIFFERENCES: Readonly<Record<Implementation, Readonly<Record<string, Difference>>>> = {
  other: {},
  ceph: {},
};
