/** In what the mock is known not to answer as the real application does, for people to read. Data only. */

/** Recorded exchanges whose status, headers or body differ, with the reason. At present none does. */
export const notReproduced: Readonly<Record<string, string>> = {};

export interface Difference {
  readonly what: string;
  readonly reason: string;
}

/** What no recording shows, or only in a part that is not compared. */
export const knownDifferences: readonly Difference[] = [
  {
    what: 'A request of HTTP/1.0 is answered with a status line of HTTP/1.1',
    reason: "Node's HTTP server writes no other; the connection is closed as HTTP/1.0 expects",
  },
  {
    what: 'A body over 16 MiB (infra_weights: 1 MiB) is refused with 413',
    reason:
      'The real application reads bodies of any size into memory; the mock protects the machine it runs on',
  },
  {
    what: 'A request with both Content-Length and Transfer-Encoding is refused with 400',
    reason: "Node's parser takes it for an attempt at request smuggling; gunicorn takes the chunks",
  },
  {
    what: 'A version such as HTTP/9.9, and header values with control characters, are refused with 400',
    reason: "Node's parser refuses them; gunicorn does not look",
  },
  {
    what: 'A control character in the last part of a downloaded key is 500',
    reason: 'Node writes no such header; gunicorn sends it as it is',
  },
  {
    what: 'log-download tells what exists outside the log folder of an imagined server',
    reason: 'The real one tells it of itself; what lies on your machine stays there',
  },
  {
    what: 'Links that lead out of the log folder are refused with 404, and the ETag is over an imagined path',
    reason: 'As above',
  },
  {
    what: 'Log files are listed in the order of their names',
    reason: 'The real order is that of the directory on disk, which no client can know',
  },
  {
    what: 'JSON nested more than 960 deep is 500',
    reason: "Python's limit depends on the server's own call depth and lies close by",
  },
  {
    what: 'If the table of weights in force cannot be parsed, the page shows a shorter text',
    reason: "pandas' own messages differ with the damage; the status is the same",
  },
];
