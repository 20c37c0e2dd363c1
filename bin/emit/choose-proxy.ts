/** Which proxy leads to a target: `--proxy`, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say. */
import { getProxyForUrl } from 'proxy-from-env';
import { isLoopback } from '../../fixtures/emitter/loopback.js';
import { UsageError } from '../exit-codes.js';

/** No proxy of the environment leads back to this machine; one that is named does. Throws `UsageError`. */
export function chooseProxy(proxy: string | undefined): (url: URL) => string {
  if (proxy !== undefined) {
    const checked = checkedProxy(proxy, '--proxy');
    return () => checked;
  }
  return (url) => {
    const found = isLoopback(url) ? '' : getProxyForUrl(url.href);
    return found === '' ? '' : checkedProxy(found, 'the proxy of the environment');
  };
}

function checkedProxy(text: string, name: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(`${name} is no http:// or https:// URL`);
}
