/** Lists of entity tags, as conditions name them. */

/** Whether the list of a condition holds the tag; S3 takes tags with and without quotes, and `*` for any. */
export const namesTag = (list: string, etag: string): boolean =>
  list
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag.replaceAll(/^"|"$/g, '') === etag);
