/** The account that owns every bucket and object here. */
import { createHash } from 'node:crypto';
import type { XmlElement } from '../xml/write-xml.js';

/** A canonical user id is 64 hex digits. S3 gives no display names any more. */
const OWNER_ID = createHash('sha256').update('cqube-conform').digest('hex');

export const owner = (name: 'Owner' | 'Initiator' = 'Owner'): XmlElement => [name, [['ID', OWNER_ID]]];
