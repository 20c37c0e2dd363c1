/** Headers that a link carries in its query, since whoever follows it sends none of his own. */

/** What is about the signature and not about the object, and checksums: S3 passes those over in a query. */
const PASSED_OVER =
  /^x-amz-(algorithm|content-sha256|credential|date|expires|security-token|signature|signedheaders|sdk-.*|checksum-(?!mode$).*)$/;

/** By lower-case name. */
export const linkedHeaders = (query: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...query]
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith('x-amz-') && !PASSED_OVER.test(name)),
  );
