/** Every folder below the log folder with what lies in it. */
import { htmlAnswer } from '../application/answer.js';
import type { Endpoint } from '../application/endpoint.js';
import { listLogFolders } from '../application/logs/list-log-folders.js';
import { PLAIN_JSON, writeJson } from '../application/python/write-json.js';

export const listLogFiles: Endpoint = {
  method: 'GET',
  path: '/data/list_log_files',
  summary: 'Every folder below the log folder with what lies in it',
  answer: async (_request, { logFolder }) => {
    const folders = logFolder === null ? [] : await listLogFolders(logFolder);
    return htmlAnswer(
      writeJson(
        folders.map(({ path, directories, files }) => ({ path, directories, files })),
        PLAIN_JSON,
      ),
    );
  },
};
