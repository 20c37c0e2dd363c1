/** The operations on uploads in parts, which share what has begun. */
import type { MultipartUploads } from '../multipart/multipart-uploads.js';
import { abortMultipartUpload } from './abort-multipart-upload.js';
import { completeMultipartUpload } from './complete-multipart-upload.js';
import { createMultipartUpload } from './create-multipart-upload.js';
import { listMultipartUploads } from './list-multipart-uploads.js';
import { listParts } from './list-parts.js';
import type { OperationName } from './operation-name.js';
import type { Operation } from './operation.js';
import { uploadPartCopy } from './upload-part-copy.js';
import { uploadPart } from './upload-part.js';

export const multipartOperations = (uploads: MultipartUploads) =>
  ({
    AbortMultipartUpload: abortMultipartUpload(uploads),
    CompleteMultipartUpload: completeMultipartUpload(uploads),
    CreateMultipartUpload: createMultipartUpload(uploads),
    ListMultipartUploads: listMultipartUploads(uploads),
    ListParts: listParts(uploads),
    UploadPart: uploadPart(uploads),
    UploadPartCopy: uploadPartCopy(uploads),
  }) satisfies Partial<Record<OperationName, Operation>>;
