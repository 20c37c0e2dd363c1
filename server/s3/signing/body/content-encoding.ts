/** What `content-encoding` says of an object, once its body has left its chunks. */

/** Without `aws-chunked`, which was about the way and not about the object; null: nothing remains. */
export function storedEncoding(header: string | undefined): string | null {
  const codings = (header ?? '').split(',').map((coding) => coding.trim());
  const remaining = codings.filter((coding) => coding !== '' && coding.toLowerCase() !== 'aws-chunked');
  return remaining.length === 0 ? null : remaining.join(',');
}
