/** What an HTTP exchange between an emitter and cQube is for; journal and fault plan speak of the same steps. */

export const EXCHANGE_STEPS = [
  /** The emission API asked for a presigned form. */
  'upload-url',
  /** A presigned form posted to storage. */
  's3-post',
  /** Buckets or objects listed, by the API or in storage. */
  'listing',
  /** A link asked for, or an object fetched, by the API or in storage. */
  'download',
  /** Any other request to the emission API: logs, weights. */
  'api',
  /** Any other request to storage. */
  's3',
  /** Nothing of the emission API is at this method and path. */
  'unknown',
] as const;

export type ExchangeStep = (typeof EXCHANGE_STEPS)[number];

/** Which server was spoken to. */
export type ExchangeSide = 'api' | 's3';

const API_STEPS: Readonly<Record<string, ExchangeStep>> = {
  'POST /data/upload-url': 'upload-url',
  'GET /data/list_s3_buckets': 'listing',
  'POST /data/list_s3_files': 'listing',
  'POST /data/download_uri': 'download',
  'POST /data/download_url': 'download',
  'POST /data/download': 'download',
  'GET /data/list_log_files': 'api',
  'POST /data/log-download': 'api',
  'POST /data/infra_weights': 'api',
  'GET /data/infra_score': 'api',
};

/** `<method> <path>` of everything that the emission API has. */
export const API_ROUTES: readonly string[] = Object.keys(API_STEPS);

/** `target`: path and query as sent. Storage is addressed by path (`/<bucket>/<key>`). */
export function exchangeStep(side: ExchangeSide, method: string, target: string): ExchangeStep {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  if (side === 'api') return API_STEPS[`${method} ${path.replace(/\/+$/, '')}`] ?? 'unknown';
  const [, key = ''] = /^\/[^/]*\/?(.*)$/s.exec(path) ?? [];
  if (method === 'POST') return key === '' && !/(^|&)delete(=|&|$)/.test(query) ? 's3-post' : 's3';
  if (method !== 'GET') return 's3';
  return key === '' ? 'listing' : 'download';
}
