/** A request that is not served: its status, and one line that says what to do instead. */
export class Refusal extends Error {
  readonly code = 'REFUSED';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    { headers = {}, ...options }: ErrorOptions & { readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
  }
}
