/** `POST /<bucket>/`: an upload by presigned form, from the request to the published object. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.js';
import { clientBody, dropRest } from './client-body.js';
import { newRequestIds, RefusedError, type Refusal } from './error-xml.js';
import { type FormTarget, formTarget, locationOf } from './form-target.js';
import type { IssuedForms } from './issued-forms.js';
import { type FormFile, readForm } from './multipart-form.js';
import type { ObjectStore, StoredObject } from './object-store.js';
import { sendRefusal, sendStored } from './post-answer.js';
import { formFailure, MALFORMED, NOT_MULTIPART } from './post-refusals.js';
import type { FormAccess } from './presigned-post/form-signature.js';
import { type AcceptedForm, judgeForm } from './presigned-post/judge-form.js';
import { refuseSize } from './presigned-post/policy-conditions.js';
import type { Random } from './random.js';
import { methodNotAllowed, noSuchBucket, TIMED_OUT } from './refusals.js';
import { type Patience, patienceOf, watchClient } from './watch-client.js';

/** What became of a form; the journal wants to know. */
export interface PostOutcome {
  readonly bucket: string | null;
  /** null: the form was refused, or cut off before it was judged. */
  readonly form: AcceptedForm | null;
  readonly stored: StoredObject | null;
  readonly status: number;
  /** S3's; null: stored. */
  readonly errorCode: string | null;
  /** Why the answer is ours and not S3's; null: it is S3's. */
  readonly reason: string | null;
}

const METHOD_NOT_ALLOWED = methodNotAllowed('POST', 'OBJECT');

export interface PostObjectOptions extends FormAccess, Partial<Patience> {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly forms: IssuedForms;
  /** Called once per request, when its answer is known and before it is sent. */
  readonly onOutcome?: (request: IncomingMessage, outcome: PostOutcome) => void;
}

/**
 * The file, until it is known to be too large or too small. The rest of one that is too large is read and thrown away,
 * since S3 says how large it would have been.
 */
async function* withinSizes(
  content: AsyncIterable<Uint8Array>,
  form: AcceptedForm,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes <= form.maxBytes) yield chunk;
  }
  const refused = refuseSize(bytes, form);
  if (refused !== null) throw new RefusedError(refused);
}

/** Stores the file of a judged form. The form's use is taken at the last moment, and given back if that fails too. */
const storeFile = async (
  { store, forms }: PostObjectOptions,
  bucket: string,
  form: AcceptedForm,
  content: AsyncIterable<Uint8Array>,
): Promise<StoredObject> => {
  let giveBack = (): void => {};
  try {
    return await store.put(bucket, form.key, withinSizes(content, form), {
      ...form.attributes,
      admit: () => {
        giveBack = forms.spend(form.signature, form.expires);
      },
    });
  } catch (error) {
    giveBack();
    throw error;
  }
};

/** Throws `RefusedError` before the first byte of the file is looked at. */
const judgeFile = (
  options: PostObjectOptions,
  bucket: string,
  { fields, fileName }: FormFile,
): AcceptedForm => {
  const { access, region, clock } = options;
  const verdict = judgeForm({ fields, fileName, bucket, access, region, now: clock.now() });
  if (verdict.kind === 'accept') return verdict;
  const { status, code, message, details } = verdict;
  throw new RefusedError({ status, code, message, details });
};

/** Why the request is refused by its head alone. */
const refuseHead = (
  request: IncomingMessage,
  target: FormTarget | null,
  { store }: PostObjectOptions,
): Refusal | null => {
  if (target === null) return METHOD_NOT_ALLOWED;
  if (!store.buckets.includes(target.bucket)) return noSuchBucket(target.bucket);
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) return NOT_MULTIPART;
  return /;\s*boundary\s*=\s*("[^"]|[^";\s])/i.test(type) ? null : MALFORMED;
};

/** Reads what nobody wants, so that the client gets to hear why; where it is too much, the connection goes. */
const dropBody = async (request: IncomingMessage): Promise<void> => {
  await dropRest(request);
  if (!request.complete) request.destroy();
};

/** Handles a POST on any path; every way out is an answer of S3's. */
export const createPostObject =
  (options: PostObjectOptions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { store, random, onOutcome = () => {} } = options;
    const ids = newRequestIds(random);
    const target = formTarget(request, store.buckets);
    const bucket = target?.bucket ?? null;
    let form: AcceptedForm | null = null;
    let answered = false;
    const body = clientBody(request, response);

    const refuse = (refused: Refusal, reason?: string): void => {
      if (answered) return;
      const { status, code: errorCode } = refused;
      onOutcome(request, { bucket, form, stored: null, status, errorCode, reason: reason ?? null });
      answered = true;
      sendRefusal(response, refused, ids, reason);
    };
    const head = refuseHead(request, target, options);
    if (head !== null || target === null) {
      if (body.heldBack()) response.setHeader('Connection', 'close');
      refuse(head ?? METHOD_NOT_ALLOWED);
      return dropBody(request);
    }
    body.invite();
    const endWatch = watchClient(request, patienceOf(options), () => {
      response.setHeader('Connection', 'close');
      response.once('finish', () => request.destroy());
      refuse(TIMED_OUT);
    });
    try {
      const { judged, object } = await readForm(request, response, async (file) => {
        const accepted = judgeFile(options, target.bucket, file);
        form = accepted;
        return { judged: accepted, object: await storeFile(options, target.bucket, accepted, file.content) };
      });
      if (answered) return;
      const { status } = judged.answer;
      onOutcome(request, { bucket, form, stored: object, status, errorCode: null, reason: null });
      answered = true;
      sendStored(response, judged.answer, object, locationOf(target, object.key), ids);
    } catch (error) {
      const failure = formFailure(error);
      refuse(failure.refusal, failure.reason);
    } finally {
      endWatch();
    }
  };
