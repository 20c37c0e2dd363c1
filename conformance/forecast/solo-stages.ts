/** What takes the rows of a pass that the forecast makes alone. */
import type { RecordScanner } from '../scan/record-scanner.js';
import type { RowFlow } from './row-flow.js';
import type { SoloRows } from './scan-again.js';

/** Hands on the rows that pass the first stages. */
export const passing = (flow: RowFlow, take: (scanner: RecordScanner) => void): SoloRows => ({
  record: (scanner) => {
    if (flow.passes(scanner)) take(scanner);
  },
  ragged: (scanner, found) => {
    if (flow.raggedPasses(scanner, found)) take(scanner);
  },
  broken: () => undefined,
});

/** Takes all rows through the stages. */
export const through = (flow: RowFlow): SoloRows => ({
  record: (scanner) => void flow.record(scanner),
  ragged: (scanner, found) => void flow.ragged(scanner, found),
  broken: () => undefined,
});
