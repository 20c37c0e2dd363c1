/** The answer of an operation that has something to tell. */
import { setIds } from '../post-answer.js';
import { type XmlElement, writeXml } from '../xml/write-xml.js';
import type { OperationContext } from './operation.js';

/** In two pieces, so that it goes out chunked as S3's own. */
export const sendDocument = (
  { response, ids }: OperationContext,
  root: string,
  content: readonly XmlElement[],
): void => {
  setIds(response, ids);
  response.statusCode = 200;
  response.setHeader('Content-Type', 'application/xml');
  response.write(writeXml(root, content));
  response.end();
};
