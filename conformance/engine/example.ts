/** Examples inside a rule are its documentation and its tests: an invalid one yields findings of that rule only. */

/** One member of a zip to build. Text is stored deflated as UTF-8 unless said otherwise. */
export interface ZipMember {
  readonly name: string;
  readonly text?: string;
  /** Number of bytes of zeros instead of `text`; written without being held. */
  readonly zeros?: number;
  readonly directory?: true;
  readonly symlink?: true;
  readonly encrypted?: 'zipcrypto' | 'aes';
  /** Written into the headers instead of the true values. */
  readonly crc32?: number;
  readonly declaredSize?: number;
  readonly method?: 'deflate' | 'store' | 'bzip2';
}

/** A zip to build, then to damage. */
export interface ZipRecipe {
  readonly members: readonly ZipMember[];
  /** Bytes cut off at the end. */
  readonly cut?: number;
  /** Bytes written in front of the archive. */
  readonly prefix?: string;
}

/** One call of an emitter, each begun when the one before it was answered. */
export type TrafficStep = {
  /** Answer; by default the good one. 0: none came. */
  readonly status?: number;
  /** Seconds since the recording began, where it is not one after the other. */
  readonly at?: number;
} & (
  | {
      /** Asks for an upload URL for this name. */
      readonly ask: string;
      readonly token?: 'good' | 'none' | 'rejected' | 'in-url';
      /** Instead of this machine. */
      readonly origin?: string;
    }
  | {
      /** Uploads the file of this name, by the form last asked for it. */
      readonly send: string;
      /** `none`: a form that nobody asked for. `first`: the first form asked for it. */
      readonly form?: 'last' | 'first' | 'none';
      readonly refused?: 'expired';
      /** Other bytes than those of the file. */
      readonly changed?: true;
    }
);

export type Example = { readonly title: string; readonly profile?: string } & (
  | {
      /** A tree: path below the emission folder to content; `sample` is the source's own conformant zip, `csv` the text of the CSV in it. */
      readonly kind: 'emission';
      readonly files: Readonly<
        Record<string, 'sample' | 'unreadable' | { readonly text: string } | { readonly csv: string }>
      >;
    }
  | {
      /** Recorded traffic; `files` is the emission folder to compare it with. */
      readonly kind: 'journal';
      readonly traffic: readonly TrafficStep[];
      readonly files?: readonly string[];
    }
  | { readonly kind: 'archive'; readonly source: string; readonly zip: ZipRecipe | { readonly text: string } }
  | {
      /** A CSV of the source; `latin1` takes each character as one byte. */
      readonly kind: 'table';
      readonly source: string;
      readonly csv: string;
      readonly encoding?: 'utf8' | 'latin1' | 'utf16le';
      /** Physical lines on which the findings stand, where they stand on a line. */
      readonly lines?: readonly number[];
    }
);
