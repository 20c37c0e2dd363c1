/** Takes a new table of infrastructure weights, if it fits the one in force. */
import { jsonAnswer } from '../application/answer.js';
import type { Endpoint } from '../application/endpoint.js';
import { ApplicationFailure, Refusal } from '../application/failure.js';
import { readHeaderValue } from '../application/request/media-type.js';
import { EMPTY_FORM, readMultipart } from '../application/request/multipart.js';
import { storedObject } from '../application/sdk-answers.js';
import { checkWeights } from '../application/weights/check-weights.js';
import { SCORE_KEY } from '../application/weights/infrastructure-score.js';
import { readTable } from '../application/weights/read-table.js';
import { hasSecureName } from '../application/weights/secure-name.js';
import { buffer } from 'node:stream/consumers';

/** A table has some ten rows; one of a million columns would keep the process busy for a minute. */
const BODY_LIMIT = 1024 * 1024;

export const infraWeights: Endpoint = {
  method: 'POST',
  path: '/data/infra_weights',
  bodyLimit: BODY_LIMIT,
  summary: 'A new table of infrastructure weights',
  answer: async ({ body, contentType }, { access, buckets, clock, store }) => {
    const { value, parameters } = readHeaderValue(contentType);
    const isForm = value === 'multipart/form-data';
    if (isForm && body.cut) throw new Refusal(400);
    const form = isForm ? readMultipart(body.bytes, parameters.get('boundary')) : EMPTY_FORM;
    const file = form.files.find(({ name }) => name === 'file');
    if (!file) throw new Refusal(400);
    if (!hasSecureName(file.fileName)) throw new ApplicationFailure('TypeError: view returned None');
    const offered = readTable(file.bytes);
    const inForce = await store.get(buckets.output, SCORE_KEY);
    checkWeights(offered, inForce && (await buffer(inForce.content)));
    const object = await store.put(buckets.emission, SCORE_KEY, chunks(file.bytes), {
      contentType: 'application/json',
      metadata: {},
    });
    return jsonAnswer(storedObject({ access, moment: clock.now() }, object));
  },
};

// oxlint-disable-next-line require-await
async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
