/**
 * Reads a form through multer and hands its one file on as a stream: no buffer, no temporary file. The fields before the
 * file are there when the file begins; what comes behind it is read, but counts for nothing.
 */
import { finished } from 'node:stream/promises';
import type { Readable, Writable } from 'node:stream';
import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import multer from 'multer';
import { RefusedError } from './error-xml.js';
import { PRE_DATA_BYTES, TOO_MUCH_BEFORE_FILE, wrongFileCount } from './post-refusals.js';
import type { FormField } from './presigned-post/form-fields.js';

export interface FormFile {
  readonly fields: readonly FormField[];
  /** null: it was sent without one. */
  readonly fileName: string | null;
  /**
   * Ends when the whole form has ended well, not already with the file: whoever takes its end for the end of the upload
   * has an upload that is all there.
   */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Parts of a form; the fields before the file have far fewer bytes than this many could have. */
const PART_LIMIT = 4096;

/** Largest file that is sent as plain text without a name, which the parser takes for a field. */
const TEXT_FILE_BYTES = 1024 * 1024;

interface FileInfo {
  filename: string | undefined;
}

/** What multer's parser tells. */
interface Parser extends Writable {
  on(event: 'field', listener: (name: string | undefined, value: string) => void): this;
  on(event: string, listener: (...args: never[]) => void): this;
  prependListener(
    event: 'file',
    listener: (name: string | undefined, file: Readable, info: FileInfo) => void,
  ): this;
  prependListener(event: string, listener: (...args: never[]) => void): this;
}

/** multer passes files without a name over, so they are given this one on the way to it. */
const NAMELESS = '\0nameless';

const isFileName = (name: string | undefined): boolean => name?.toLowerCase() === 'file';

/**
 * The bytes of a part that came as text. The parser is told that text is Latin-1, which keeps every byte; but it goes by
 * a part that names a charset itself, and does not say so. Such a part is known by characters that Latin-1 has not.
 */
const bytesOf = (value: string): Buffer => Buffer.from(value, /[^\0-\u00ff]/.test(value) ? 'utf8' : 'latin1');

/** What is no UTF-8 was decoded already, or never was text. */
const textOf = (value: string): string => {
  const bytes = bytesOf(value);
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
};

interface Reading {
  readonly fields: FormField[];
  bytesBefore: number;
  files: number;
  /** Parts with a file name that are none: their text is a field's, and comes a moment later. */
  readonly late: Promise<void>[];
  /** Gives the form up. */
  fail: (error: Error) => void;
}

const addField = (reading: Reading, name: string, value: string): void => {
  reading.fields.push([name, value]);
  reading.bytesBefore += Buffer.byteLength(name) + Buffer.byteLength(value);
  if (reading.bytesBefore > PRE_DATA_BYTES) reading.fail(new RefusedError(TOO_MUCH_BEFORE_FILE));
};

/** Some clients name a file in every part; only the part's own name says whether it is one. */
const addLateField = async (reading: Reading, name: string, part: Readable): Promise<void> => {
  const at = reading.fields.push([name, '']) - 1;
  reading.bytesBefore += Buffer.byteLength(name);
  const chunks: Buffer[] = [];
  part.on('data', (chunk: Buffer) => {
    reading.bytesBefore += chunk.length;
    if (reading.bytesBefore > PRE_DATA_BYTES) reading.fail(new RefusedError(TOO_MUCH_BEFORE_FILE));
    else chunks.push(chunk);
  });
  await finished(part);
  reading.fields[at] = [name, Buffer.concat(chunks).toString('utf8')];
};

/** Settles with the form: all of it was read, or why not. */
interface FormEnd {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const createFormEnd = (): FormEnd => {
  let settle: Pick<FormEnd, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever waits for it sees the failure; if nobody does, multer's callback tells.
  promise.catch(() => {});
  return { promise, resolve: () => settle?.resolve(), reject: (error) => settle?.reject(error) };
};

type FileBytes = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

async function* untilFormEnds(file: FileBytes, end: FormEnd): AsyncGenerator<Uint8Array> {
  yield* file;
  await end.promise;
}

/** Called with the file; once in the life of a form. */
type Begin = (fileName: string | null, content: FileBytes) => Promise<void>;

/** Listens to multer's parser: fields in their order, and what is a file by S3's reckoning. */
const watch = (parser: Parser, reading: Reading, begin: (textFile: Buffer) => void): void => {
  const { late, fail } = reading;
  const countFile = (): boolean => {
    reading.files++;
    if (reading.files > 1) fail(new RefusedError(wrongFileCount(reading.files)));
    return reading.files === 1;
  };
  parser.prependListener('file', (name, file, info) => {
    if (isFileName(name)) {
      info.filename ||= NAMELESS;
      countFile();
    } else if (name !== undefined && reading.files === 0) {
      const field = addLateField(reading, name, file);
      field.catch(() => {});
      late.push(field);
    }
  });
  parser.on('field', (name, value) => {
    if (isFileName(name)) {
      if (countFile()) begin(bytesOf(value));
    } else if (name !== undefined && reading.files === 0) addField(reading, name, textOf(value));
  });
};

/** multer takes these; its types lack some. */
const multerOptions = (onParser: (parser: Parser) => void, begin: Begin): multer.Options => {
  const storage: multer.StorageEngine = {
    _handleFile: (_request, file, callback) => {
      const name = file.originalname === NAMELESS ? null : file.originalname;
      begin(name, file.stream).then(() => callback(null, {}), callback);
    },
    // For files of forms that failed later: there are none, as a file is stored after its form.
    _removeFile: (_request, _file, callback) => callback(null),
  };
  const options = {
    storage,
    limits: { fieldSize: TEXT_FILE_BYTES, fieldNameSize: PRE_DATA_BYTES, parts: PART_LIMIT },
    defParamCharset: 'utf8',
    defCharset: 'latin1',
    preservePath: true,
    fileFilter: (
      _request: Request,
      file: Express.Multer.File,
      callback: (error: null, accept: boolean) => void,
    ): void => callback(null, isFileName(file.fieldname)),
    streamHandler: (request: Request, parser: Parser): void => {
      onParser(parser);
      request.pipe(parser);
    },
  };
  return options;
};

/**
 * Resolves with what `store` made of the file. Rejects with a `RefusedError`, an error of multer's or its parser's, or
 * one of `store`, which has to read the content to its end or throw. On an error the rest of the request is read first,
 * so that the client gets to hear of it.
 */
export const readForm = async <Result>(
  request: IncomingMessage,
  response: ServerResponse,
  store: (file: FormFile) => Promise<Result>,
): Promise<Result> => {
  const end = createFormEnd();
  const reading: Reading = { fields: [], bytesBefore: 0, files: 0, late: [], fail: () => {} };
  /** null: there was no file yet. */
  const begun: { storing: Promise<Result> | null } = { storing: null };

  const storeFile = async (fileName: string | null, content: FileBytes): Promise<Result> => {
    await Promise.all(reading.late);
    return store({ fields: reading.fields, fileName, content: untilFormEnds(content, end) });
  };
  const begin: Begin = async (fileName, content) => {
    if (reading.files > 1) throw new RefusedError(wrongFileCount(reading.files));
    begun.storing = storeFile(fileName, content);
    await begun.storing;
  };
  const onParser = (parser: Parser): void => {
    reading.fail = (error) => parser.destroy(error);
    watch(parser, reading, (text) => {
      begin(null, [text]).catch((error: unknown) => reading.fail(error as Error));
    });
    parser.on('error', (error: Error) => end.reject(error));
    parser.on('close', () => end.resolve());
  };

  try {
    const read = promisify(multer(multerOptions(onParser, begin)).any());
    await read(request as Request, response as Response);
  } catch (error) {
    // When a client has gone, multer does not wait for what is still being undone.
    await begun.storing?.catch(() => {});
    throw error;
  }
  if (begun.storing === null) throw new RefusedError(wrongFileCount(0));
  return begun.storing;
};
