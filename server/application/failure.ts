/** The ways in which the real application does not do what it was asked. */

/**
 * The real application breaks here: an exception nobody catches, answered with Flask's page for status 500. Not a fault
 * of ours.
 */
export class ApplicationFailure extends Error {
  readonly code = 'APPLICATION_FAILURE';

  /** `reason` is for our own log; the wire never carries it. */
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ApplicationFailure';
  }
}

/** The application refuses, with its error page. */
export class Refusal extends Error {
  readonly code = 'REFUSAL';
  readonly status: 400 | 404 | 413;
  /** Of the page's paragraph; null: the text that Werkzeug has for the status. */
  readonly text: string | null;

  constructor(status: 400 | 404 | 413, text: string | null = null) {
    super(`${status} ${text ?? ''}`);
    this.name = 'Refusal';
    this.status = status;
    this.text = text;
  }
}

/** The client is gone, or sent a body that cannot be read to its end; there is nobody to answer. */
export class ClientGone extends Error {
  readonly code = 'CLIENT_GONE';

  constructor() {
    super('the client closed the connection');
    this.name = 'ClientGone';
  }
}
