/** Where unguessable names come from; injected, so that a run can be repeated. Returns so many bytes. */
export type Random = (bytes: number) => Uint8Array;

/** Lower-case hex of so many random bytes. */
export const randomHex = (random: Random, bytes: number): string =>
  Buffer.from(random(bytes)).toString('hex');
