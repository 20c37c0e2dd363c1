/** Chance that can be repeated: mulberry32 (Tommy Ettinger, public domain), a generator of 32 bits of state. */

/** Numbers from 0 up to but without 1. `stream`: the same seed gives each stream draws of its own. */
export function createDraws(seed: number, stream: number): () => number {
  // Streams that follow one another would else begin with the same draws, one step apart.
  let state = scramble(seed ^ scramble(stream + 1));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
