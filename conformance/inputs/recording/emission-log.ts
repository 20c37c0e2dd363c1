/**
 * The log that cQube's own client writes, as uploads: when each began and ended, and the status it got. Times are local
 * and to the second; the order of lines decides between equal ones.
 */
import type { Exchange } from '../../engine/traffic.js';

const START = /Emission start time (\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d):(\d\d) for file (.*)$/;
/** In single-file mode the answer of upload-url stands between path and status. */
const END =
  /Emission end time (\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d):(\d\d) for file (.*?) with (?:url .* and )?status code ?(\d+)/;

/** Shown as written, so it is read as if it were UTC. */
const momentOf = ([, day, month, year, ...time]: readonly (string | undefined)[]): number => {
  const [hour, minute, second] = time.slice(0, 3).map(Number);
  return Date.UTC(Number(year), Number(month) - 1, Number(day), hour, minute, second);
};

/** Takes line after line; what is no line of the client's is passed over. */
export interface EmissionLogReader {
  readonly line: (text: string) => void;
  /** The uploads, and how many lines were the client's. */
  readonly finish: () => { readonly exchanges: readonly Exchange[]; readonly lines: number };
}

interface Open {
  readonly seq: number;
  readonly path: string;
  readonly began: number;
}

export function createEmissionLogReader(): EmissionLogReader {
  const done: Exchange[] = [];
  let open: Open | null = null;
  let lines = 0;
  const end = (status: number, ended: number): void => {
    if (open !== null) done.push(uploadOf(open, status, ended));
    open = null;
  };
  return {
    line: (text) => {
      const start = START.exec(text);
      const stop = start === null ? END.exec(text) : null;
      if (start !== null) {
        lines++;
        // A start without an end: the client crashed there.
        if (open !== null) end(0, open.began);
        open = { seq: lines, path: start[7] ?? '', began: momentOf(start) };
      } else if (stop !== null) {
        lines++;
        const ended = momentOf(stop);
        open ??= { seq: lines, path: stop[7] ?? '', began: ended };
        end(Number(stop[8]), ended);
      }
    },
    finish: () => {
      if (open !== null) end(0, open.began);
      return { exchanges: done, lines };
    },
  };
}

const uploadOf = ({ seq, path, began }: Open, status: number, ended: number): Exchange => ({
  seq,
  side: 's3',
  step: 's3-post',
  method: 'POST',
  origin: '',
  path,
  status,
  began,
  ended: Math.max(began, ended),
  sentName: null,
  key: keyOf(path),
  tokenId: null,
  tokenIn: null,
  urlId: null,
  upload: null,
  refusal: null,
  injectedFault: null,
});

/** Last folder and name: the log has the whole path on the machine that sent it. */
const keyOf = (path: string): string => path.split(/[\\/]/).slice(-2).join('/');
