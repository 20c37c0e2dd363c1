export interface Measured {
  readonly what: string;
  readonly figure?: number | null;
  readonly unit?: string;
  readonly ours?: string;
  readonly beside?: string;
  readonly better?: 'less' | 'more';
  readonly bar?: number;
  readonly goal?: number;
  readonly skipped?: string;
  readonly failed?: string;
}
