/**
 * A log of records of a few 32 bit words, dealt out into parts by some bits of one word, each part in the order in which
 * it came. It keeps to a number of bytes of memory; what goes beyond lies in a file. Nothing is looked up while it is
 * written, so that the processor's cache serves all of it: whoever reads a part back has a small piece of the whole.
 */
import { powerBelow } from './split.js';
import type { SpillFile } from './spill-file.js';
import type { SpillFolder } from './spill-folder.js';

/** Records gathered before they are dealt out: few enough to stay in the processor's cache. */
const STAGED = 1 << 15;
const FIRST_STAGED = 1 << 10;
const CHUNK_BYTES = 1 << 16;

export interface LogShape {
  /** Words of a record: a power of two. */
  readonly width: number;
  /** A power of two. */
  readonly parts: number;
  /** The word and the shift that say to which part a record goes. */
  readonly word: number;
  readonly shift: number;
  /** Bytes of memory it may take, but for what it gathers before dealing out. */
  readonly bytes: number;
}

/** Records lie in `words` from `from` to before `to`. */
type Visit = (words: Int32Array, from: number, to: number) => void;

interface Part {
  readonly kept: Int32Array[];
  /** Places in the file, in order: everything after `kept`. */
  readonly written: number[];
  tail: Int32Array;
  filled: number;
}

export class RecordLog {
  /** Where the record goes for which `reserve` made room. */
  words: Int32Array;
  readonly #shape: LogShape;
  readonly #folder: SpillFolder;
  readonly #stageWords: number;
  readonly #chunkWords: number;
  readonly #parts: Part[] = [];
  #staged = 0;
  #sorted: Int32Array = NOTHING;
  #sealable: number;
  #file: SpillFile | null = null;
  #length = 0;

  constructor(shape: LogShape, folder: SpillFolder) {
    const { width, parts, bytes } = shape;
    this.#shape = shape;
    this.#folder = folder;
    const staged = Math.max(16, Math.min(STAGED, powerBelow(bytes / 16 / (width * 4))));
    this.#stageWords = staged * width;
    this.#chunkWords = Math.max(width, Math.min(CHUNK_BYTES, powerBelow(bytes / 2 / parts)) / 4);
    this.#sealable = Math.max(0, Math.floor(bytes / (this.#chunkWords * 4)) - parts);
    this.words = new Int32Array(Math.min(FIRST_STAGED, staged) * width);
  }

  /** Records in it. */
  get length(): number {
    return this.#length + this.#staged / this.#shape.width;
  }

  /** Makes room for one record and gives back where in `words` it begins. Throws `SpillError`. */
  reserve(): number {
    if (this.#staged === this.words.length) this.#makeRoom();
    const at = this.#staged;
    this.#staged += this.#shape.width;
    return at;
  }

  /** Adds a record that lies elsewhere. Throws `SpillError`. */
  copy(words: Int32Array, from: number): void {
    const at = this.reserve();
    for (let word = 0; word < this.#shape.width; word++) this.words[at + word] = words[from + word] as number;
  }

  /** Deals out also what would stay together because it is little. Throws `SpillError`. */
  deal(): void {
    if (this.#staged > 0 || this.#parts.length === 0) this.#dealOut();
  }

  /** How many parts there are to read: one, as long as everything was gathered and nothing dealt out. */
  get parts(): number {
    return this.#parts.length === 0 ? 1 : this.#parts.length;
  }

  /**
   * Goes through the records of one part, in order, and lets go of them. Throws `SpillError`. Once it has been asked,
   * nothing more may be added.
   */
  drain(part: number, visit: Visit): void {
    if (this.#parts.length === 0) {
      visit(this.words, 0, this.#staged);
      this.#staged = 0;
      return;
    }
    this.deal();
    const { kept, written, tail, filled } = this.#part(part);
    for (const chunk of kept.splice(0)) visit(chunk, 0, chunk.length);
    if (this.#file !== null && written.length > 0) {
      const chunk = this.#sorted.length >= this.#chunkWords ? this.#sorted : new Int32Array(this.#chunkWords);
      const piece = chunk.subarray(0, this.#chunkWords);
      for (const at of written.splice(0)) {
        this.#file.read(at, piece);
        visit(piece, 0, piece.length);
      }
    }
    visit(tail, 0, filled);
    this.#parts[part] = emptyPart();
  }

  /** How many records a part has. */
  lengthOf(part: number): number {
    if (this.#parts.length === 0) return this.length;
    this.deal();
    const { kept, written, filled } = this.#part(part);
    return ((kept.length + written.length) * this.#chunkWords + filled) / this.#shape.width;
  }

  /** Gives its memory and its file back. */
  close(): void {
    this.#file?.close();
    this.#file = null;
    this.#parts.length = 0;
    this.#staged = 0;
    this.#length = 0;
    this.words = NOTHING;
    this.#sorted = NOTHING;
  }

  #part(part: number): Part {
    return this.#parts[part] as Part;
  }

  #makeRoom(): void {
    if (this.words.length === this.#stageWords) return this.#dealOut();
    const grown = new Int32Array(Math.min(this.words.length * 4, this.#stageWords));
    grown.set(this.words);
    this.words = grown;
  }

  /** A counting sort of what is gathered, then one run to each part. */
  #dealOut(): void {
    const { parts, word, shift, width } = this.#shape;
    if (this.#parts.length === 0) this.#makeParts();
    const { words } = this;
    const sorted = this.#sorted;
    const staged = this.#staged;
    const last = parts - 1;
    const ends = new Int32Array(parts + 1);
    for (let at = word; at < staged; at += width) {
      const next = (((words[at] as number) >>> shift) & last) + 1;
      ends[next] = (ends[next] as number) + width;
    }
    for (let part = 0; part < parts; part++)
      ends[part + 1] = (ends[part + 1] as number) + (ends[part] as number);
    for (let at = 0; at < staged; at += width) {
      const part = ((words[at + word] as number) >>> shift) & last;
      let to = ends[part] as number;
      ends[part] = to + width;
      for (let from = at; from < at + width; from++) sorted[to++] = words[from] as number;
    }
    let from = 0;
    for (let part = 0; part < parts; part++) {
      const to = ends[part] as number;
      if (to > from) this.#append(this.#part(part), sorted, from, to);
      from = to;
    }
    this.#length += staged / width;
    this.#staged = 0;
  }

  #makeParts(): void {
    for (let part = 0; part < this.#shape.parts; part++) this.#parts.push(emptyPart());
    this.#sorted = new Int32Array(this.#stageWords);
  }

  #append(part: Part, words: Int32Array, first: number, end: number): void {
    for (let from = first; from < end;) {
      if (part.filled === part.tail.length) this.#renewTail(part);
      const to = Math.min(end, from + part.tail.length - part.filled);
      part.tail.set(words.subarray(from, to), part.filled);
      part.filled += to - from;
      from = to;
    }
  }

  /** A full chunk is kept while there is memory; from then on every one goes to the file, so that order holds. */
  #renewTail(part: Part): void {
    const full = part.tail;
    part.filled = 0;
    if (full.length === 0 || this.#sealable > 0) {
      if (full.length > 0) {
        part.kept.push(full);
        this.#sealable--;
      }
      part.tail = new Int32Array(this.#chunkWords);
      return;
    }
    this.#file ??= this.#folder.newFile();
    part.written.push(this.#file.append(full));
  }
}

const NOTHING = new Int32Array(0);

const emptyPart = (): Part => ({ kept: [], written: [], tail: NOTHING, filled: 0 });
