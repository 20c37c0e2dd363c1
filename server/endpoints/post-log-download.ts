/** One file of the log folder. */
import type { Endpoint } from '../application/endpoint.js';
import { Refusal } from '../application/failure.js';
import { downloadLog } from '../application/logs/download-log.js';
import { findLog } from '../application/logs/find-log.js';
import { readFields } from '../application/request/fields.js';

export const logDownload: Endpoint = {
  method: 'POST',
  path: '/data/log-download',
  summary: 'One file of the log folder',
  answer: async (request, { clock, logFolder }) => {
    const name = readFields(request).first('filename');
    if (!name) throw new Refusal(400, 'Bad request, filename not provided in payload');
    const found = await findLog(logFolder, name);
    switch (found.kind) {
      case 'missing':
        throw new Refusal(404, 'Bad request, unable to find the file - validate the filename in payload');
      case 'refused':
        throw new Refusal(404);
      case 'file':
        return downloadLog(found, clock.now());
    }
  },
};
