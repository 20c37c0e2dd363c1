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
    what: 'Only uploads by presigned form and downloads by presigned link are served; all else is 403 AccessDenied',
    reason: 'The emission API signs nothing else; an S3 client has no rights here',
  },
  {
    what: 'x-amz-server-side-encryption and checksum headers are not sent',
    reason: 'S3 has sent them since 2023, after the releases that are reproduced',
  },
];

/** Recordings that are not replayed, and why. */
export const notReplayed: readonly Difference[] = [
  {
    what: 'Release 1.0 (Flask-JWT: POST /auth, the scheme word JWT)',
    reason: 'Releases 1.1 and later have no such login; 1.7 to 4.0 are reproduced',
  },
];
