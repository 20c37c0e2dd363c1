/** The emission API as OpenAPI 3.1: every route with its statuses, content types and shapes. Data only. */
import { forms, schemas } from './schemas.js';

const HTML = 'text/html; charset=utf-8';
const PLAIN = 'text/plain; charset=utf-8';

type Schema = Readonly<Record<string, unknown>>;

const page = (description: string): Schema => ({
  description,
  content: { [HTML]: { schema: { type: 'string', description: 'An HTML page with the reason' } } },
});

const success = (description: string, type: string, schema: Schema): Schema => ({
  description,
  content: { [type]: { schema } },
});

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const METHOD_NOT_ALLOWED = page('Another method than the one described here, HEAD or OPTIONS');
const BROKEN = page('The application breaks on this request, or the storage behind it failed');
const TOO_LARGE = page(
  'Only here: the body is larger than the mock takes. The real application has no limit.',
);

const BAD_BUCKET = page('The body is no JSON though it says so, or the bucket is not one of the three');

/** A POST whose fields come as JSON, form, multipart or query. */
const post = (form: string, about: Schema, responses: Readonly<Record<string, Schema>>): Schema => ({
  post: {
    ...about,
    parameters: forms[form]?.map((name) => ({
      name,
      in: 'query',
      required: false,
      description: 'Instead of the body; a JSON body wins over the query, the query over a form',
      schema: { type: 'string' },
    })),
    requestBody: {
      required: false,
      content: Object.fromEntries(
        ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'].map((type) => [
          type,
          { schema: ref(form) },
        ]),
      ),
    },
    responses: { ...responses, 405: METHOD_NOT_ALLOWED, 413: TOO_LARGE, 500: BROKEN },
  },
});

const get = (about: Schema, responses: Readonly<Record<string, Schema>>): Schema => ({
  get: { ...about, responses: { ...responses, 405: METHOD_NOT_ALLOWED } },
});

export const emissionApi = {
  openapi: '3.1.0',
  info: {
    title: 'cQube data emission API',
    version: '4.0',
    summary: 'The application of releases 1.7 to 4.0, without the gateway that asks for a token',
  },
  paths: {
    '/data/upload-url': post(
      'NamedFile',
      { operationId: 'uploadUrl', summary: 'A presigned form to upload one file with, valid for an hour' },
      {
        200: success('The form', 'application/json', ref('PresignedPost')),
        400: page('The body is no JSON though it says so, or there is no file name'),
      },
    ),
    '/data/download_url': post(
      'FileInBucket',
      { operationId: 'downloadUrl', summary: 'A presigned link to one object, valid for a day' },
      { 200: success('The bare link', HTML, { type: 'string' }), 400: BAD_BUCKET },
    ),
    '/data/download_uri': post(
      'FilesInBucket',
      { operationId: 'downloadUri', summary: 'Presigned links to several objects, valid for an hour' },
      { 200: success('Name to link', 'application/json', ref('Links')), 400: BAD_BUCKET },
    ),
    '/data/list_s3_files': post(
      'Bucket',
      { operationId: 'listS3Files', summary: 'The first 1,000 objects of a bucket; there is no next page' },
      { 200: success("The SDK's answer", 'application/json', ref('ListedObjects')), 400: BAD_BUCKET },
    ),
    '/data/download': post(
      'FileInBucket',
      { operationId: 'download', summary: 'The bytes of one object, whatever it is as plain text' },
      {
        200: success('The object', PLAIN, { type: 'string', format: 'binary' }),
        400: page('As for the bucket, or there is no file name'),
      },
    ),
    '/data/list_s3_buckets': get(
      { operationId: 'listS3Buckets', summary: 'The names of the three buckets' },
      { 200: success('JSON, though the content type denies it', HTML, ref('Buckets')) },
    ),
    '/data/list_log_files': get(
      { operationId: 'listLogFiles', summary: 'Every folder below the log folder with what lies in it' },
      { 200: success('JSON, though the content type denies it', HTML, ref('LogFolders')) },
    ),
    '/data/log-download': post(
      'NamedFile',
      { operationId: 'logDownload', summary: 'One file of the log folder' },
      {
        200: success('The file; the content type follows its extension', '*/*', {
          type: 'string',
          format: 'binary',
        }),
        400: page('The body is no JSON though it says so, or there is no file name'),
        404: page('No such file, or none within the log folder'),
      },
    ),
    '/data/infra_weights': {
      post: {
        operationId: 'infraWeights',
        summary: 'A new table of infrastructure weights',
        requestBody: {
          required: true,
          content: { 'multipart/form-data': { schema: ref('WeightsForm') } },
        },
        responses: {
          200: success("The SDK's answer", 'application/json', ref('StoredObject')),
          400: page('No file, or a sum, header or names that do not fit the table in force'),
          405: METHOD_NOT_ALLOWED,
          413: TOO_LARGE,
          500: BROKEN,
        },
      },
    },
    '/data/infra_score': get(
      { operationId: 'infraScore', summary: 'The table of infrastructure weights in force' },
      {
        200: success('The table', PLAIN, { type: 'string' }),
        400: page('The table cannot be read'),
      },
    ),
    '/static/{filename}': {
      get: {
        operationId: 'staticFile',
        summary: "The framework's own route; the application has no such files",
        parameters: [{ name: 'filename', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 404: page('Always'), 405: METHOD_NOT_ALLOWED },
      },
    },
  },
  components: { schemas },
} as const;
