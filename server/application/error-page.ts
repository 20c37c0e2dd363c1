/** Werkzeug's pages: errors and the redirect of a doubled slash. */
import { type Answer, HTML, textAnswer } from './answer.js';

const DOCTYPE = '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">';

const NAMES = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
} as const;

export type ErrorStatus = keyof typeof NAMES;

/** The paragraph where the application gives no text of its own. */
const TEXTS: Readonly<Record<ErrorStatus, string>> = {
  400: 'The browser (or proxy) sent a request that this server could not understand.',
  404: 'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  405: 'The method is not allowed for the requested URL.',
  413: 'The data value transmitted exceeds the capacity limit.',
  500: 'The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.',
};

/** `Bad request: ...` as the text of an error that holds another: how Werkzeug prints its own exceptions. */
export const errorText = (status: ErrorStatus, text: string): string => `${status} ${NAMES[status]}: ${text}`;

export function errorPage(
  status: ErrorStatus,
  text: string | null = null,
  extra: readonly (readonly [string, string])[] = [],
): Answer {
  const name = NAMES[status];
  const paragraph = escapeMarkup(text ?? TEXTS[status]).replaceAll('\n', '<br>');
  const page = [DOCTYPE, `<title>${status} ${name}</title>`, `<h1>${name}</h1>`, `<p>${paragraph}</p>`, ''];
  return textAnswer(status, HTML, page.join('\n'), extra);
}

export function redirectPage(location: string): Answer {
  const shown = escapeMarkup(location);
  const page = [
    DOCTYPE,
    '<title>Redirecting...</title>',
    '<h1>Redirecting...</h1>',
    `<p>You should be redirected automatically to target URL: <a href="${shown}">${shown}</a>.  If not click the link.`,
  ];
  return textAnswer(308, HTML, page.join('\n'), [['Location', location]]);
}

/** Werkzeug 1.0 leaves single quotes as they are. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
