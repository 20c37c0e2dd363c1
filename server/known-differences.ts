/** In what gateway and storage are known not to answer as the real ones do, for people to read. Data only. */
import type { Difference } from './endpoints/not-reproduced.js';

export const gatewayDifferences: readonly Difference[] = [
  {
    what: 'Request targets with blanks or bytes above 127 are 400',
    reason: "Node's parser refuses them; nginx would route them",
  },
  {
    what: 'Blanks at the end of a header value are dropped',
    reason: "Node's parser does it",
  },
  {
    what: 'Error pages for what is no HTTP are plain text, whatever was to be accepted',
    reason: 'The headers of such a request never arrive',
  },
  {
    what: 'A head over 256 KiB is always 494; the sizes at which 414 and 494 begin may be off by a few bytes',
    reason: "nginx's limits are those of its buffers",
  },
  {
    what: 'An application that is silent for 60 s is not cut off with 504',
    reason: 'Ours answers at once; a fault plan can bring it about',
  },
  {
    what: 'Kong 3.x is not reproduced',
    reason: 'cQube installs the newest 2.x; its answers are those of 2.8.1',
  },
];

export const storageDifferences: readonly Difference[] = [
  {
    what: 'An upload form is good for one upload, a second is 403 with the header x-cqube-conform-reason',
    reason: 'That is what the documentation says; --upload-urls until-expiry does what AWS does',
  },
  {
    what: 'Every signed request is allowed everything on every bucket: there are no policies, roles or rights',
    reason:
      'One key signs for the whole mock; requests without a signature, or with a wrong one, are refused',
  },
  {
    what: 'Buckets are those of the configuration: CreateBucket and DeleteBucket are 403 AccessDenied',
    reason: 'The emission API knows its buckets by name; the header x-cqube-conform-reason says so',
  },
  {
    what: 'Versions, tags, rights, policies, locks, lifecycles, select and the like are 501 NotImplemented',
    reason: 'Nobody who emits needs them, and passing over them would store what was not asked for',
  },
  {
    what: 'Storage classes other than STANDARD are 400 InvalidStorageClass, encryption by KMS is 501',
    reason: 'Everything is kept alike; AES256 is taken and said back, to whoever asks for it',
  },
  {
    what: 'x-amz-server-side-encryption and checksum headers are not sent unasked, and S3 adds no CRC-64 of its own',
    reason: 'S3 has sent them since 2023, after the releases that are reproduced',
  },
  {
    what: 'x-amz-checksum-algorithm on a copy is 501, unless its source has such a checksum already',
    reason: 'A copy keeps the checksum of its source; none is made of the bytes again',
  },
  {
    what: 'partNumber of a download is 501 after an upload in parts, as is If-Match of a size or date on a delete',
    reason: 'Where parts began is not kept, and S3 has the others in directory buckets only',
  },
  {
    what: 'If-Match of a delete is asked a moment before the object goes',
    reason:
      'An upload in that moment is deleted with it; conditions of uploads are asked as they are published',
  },
  {
    what: 'Who signs by the real time while the clock was moved is 403 RequestTimeTooSkewed, with x-cqube-conform-reason',
    reason:
      'Everything here follows one clock; SDKs that correct theirs by the answer (AWS SDK for JavaScript) try again and get through',
  },
  {
    what: 'x-amz-expected-bucket-owner and x-amz-request-payer are passed over',
    reason: 'There are no accounts',
  },
];

/** Recordings that are not replayed, and why. */
export const notReplayed: readonly Difference[] = [
  {
    what: 'Release 1.0 (Flask-JWT: POST /auth, the scheme word JWT)',
    reason: 'Releases 1.1 and later have no such login; 1.7 to 4.0 are reproduced',
  },
];
