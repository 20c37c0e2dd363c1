/** A file that is not rewritten: one line, the reason and the mend. Of the other files nothing is lost by it. */
export class Refusal extends Error {
  readonly code = 'REFUSED';

  constructor(message: string) {
    super(message);
    this.name = 'Refusal';
  }
}
