import type { Detail } from '../../specs/report.js';

/** A sentence to put behind a message, blank in front; empty where there is nothing to suggest. */
export function didYouMean(suggestions: Detail | undefined): string {
  if (!Array.isArray(suggestions) || suggestions.length === 0) return '';
  const names = suggestions.map((name) => `“${String(name)}”`);
  const last = names.pop();
  return ` Did you mean ${names.length > 0 ? `${names.join(', ')} or ` : ''}${last}?`;
}
