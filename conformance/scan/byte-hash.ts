/** Two independent 32 bit hashes over byte ranges (MurmurHash3 finalisers over multiply-rotate rounds). */
export class ByteHash {
  low = 0;
  high = 0;

  reset(salt: number): void {
    this.low = 0x9e3779b9 ^ salt;
    this.high = 0x85ebca6b + salt;
  }

  /** Adds a range and closes it, so that `ab|c` and `a|bc` differ. */
  add(bytes: Uint8Array, start: number, end: number): void {
    let { low, high } = this;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word =
        (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24);
      low = Math.imul(low ^ word, 0xcc9e2d51);
      low ^= low >>> 15;
      high = Math.imul(high + word, 0x1b873593);
      high = (high << 13) | (high >>> 19);
    }
    for (; at < end; at++) {
      low = Math.imul(low ^ (bytes[at] as number), 0x5bd1e995);
      low ^= low >>> 13;
      high = Math.imul(high + (bytes[at] as number), 0x27d4eb2f);
      high = (high << 15) | (high >>> 17);
    }
    this.low = Math.imul(low ^ (end - start), 0x2c1b3c6d);
    this.high = Math.imul(high ^ (end - start), 0x297a2d39) + 0x52dce729;
  }

  finish(): void {
    this.low = mix(this.low ^ (this.high >>> 7));
    this.high = mix(this.high);
  }
}

function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
