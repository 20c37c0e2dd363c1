/** Where things lie in a data folder, for the server that has it and for whoever only looks into it. */
import { join } from 'node:path';

/** Every data folder has it. */
export const stateFile = (dataDir: string): string => join(dataDir, 'state.json');

export const objectsFolder = (dataDir: string): string => join(dataDir, 'objects');

/** Only where objects are kept in another S3. */
export const spoolFolder = (dataDir: string): string => join(dataDir, 'spool');
