/** What S3 answers to a form, good or bad. */
import type { ServerResponse } from 'node:http';
import { errorXml, type Refusal, type RequestIds, xmlDocument } from './error-xml.js';
import type { StoredObject } from './object-store.js';
import type { PostAnswer } from './presigned-post/judge-form.js';

export const setIds = (response: ServerResponse, { requestId, hostId }: RequestIds): void => {
  response.setHeader('x-amz-id-2', hostId);
  response.setHeader('x-amz-request-id', requestId);
  response.setHeader('Server', 'AmazonS3');
};

/** Not with the end, so that it goes out chunked as S3's own. */
const writeXml = (response: ServerResponse, status: number, xml: string): void => {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/xml');
  response.write(xml);
};

/** Why an answer is not S3's own doing: said in a header, since the body is S3's to the letter. */
const REASON = 'x-cqube-conform-reason';

/** All of a refusal but its end, which may have to wait until the client has stopped sending. */
export const writeRefusal = (
  response: ServerResponse,
  refused: Refusal,
  ids: RequestIds,
  reason?: string,
): void => {
  setIds(response, ids);
  if (reason !== undefined) response.setHeader(REASON, reason);
  writeXml(response, refused.status, errorXml(refused, ids));
};

export const sendRefusal = (...refused: Parameters<typeof writeRefusal>): void => {
  writeRefusal(...refused);
  refused[0].end();
};

/** As an HTML form encodes it. */
const encodeForm = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

/** The client's address as it is, with what S3 appends; what no header can hold is percent-encoded. */
const redirectTo = (redirect: string, { bucket, key, etag }: StoredObject): string => {
  const separator = redirect.includes('?') ? '&' : '?';
  const appended = `bucket=${encodeForm(bucket)}&key=${encodeForm(key)}&etag=%22${encodeForm(etag)}%22`;
  const plain = redirect.replaceAll(/[^\u0020-\u007e]/gu, (character) => encodeURIComponent(character));
  return `${plain}${separator}${appended}`;
};

export const sendStored = (
  response: ServerResponse,
  answer: PostAnswer,
  object: StoredObject,
  location: string,
  ids: RequestIds,
): void => {
  setIds(response, ids);
  response.setHeader('ETag', `"${object.etag}"`);
  response.setHeader('Location', answer.status === 303 ? redirectTo(answer.redirect, object) : location);
  if (answer.status === 201) {
    const document = xmlDocument('PostResponse', [
      ['Location', location],
      ['Bucket', object.bucket],
      ['Key', object.key],
      ['ETag', `"${object.etag}"`],
    ]);
    writeXml(response, 201, document);
  } else response.statusCode = answer.status;
  response.end();
};
