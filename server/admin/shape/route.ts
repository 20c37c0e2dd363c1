/**
 * A route of the admin API: what it takes and gives, declared once. Requests are read by the declaration, and the
 * OpenAPI document is made of it, so that the two cannot differ.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { AdminParts } from '../admin-parts.js';
import type { Answer } from '../answer.js';
import type { Body } from './body.js';
import type { Parameters, ValuesOf } from './parameter.js';

export type Schema = Readonly<Record<string, unknown>>;

export interface AnswerShape {
  readonly description: string;
  /** Absent: no body. */
  readonly content?: Readonly<Record<string, Schema>>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Shape<Path extends Parameters, Query extends Parameters, Value> {
  readonly method: Method;
  /** With parameters in braces, each a whole segment. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly inPath: Path;
  readonly inQuery: Query;
  /** null: it takes none. */
  readonly body: Body<Value> | null;
  /** Those that are the route's own, by status; an error's body is always the same. */
  readonly answers: Readonly<Record<number, AnswerShape>>;
  /** Throws `Refusal`. */
  readonly handle: (call: Call<Path, Query, Value>, parts: AdminParts) => Answer | Promise<Answer>;
}

export interface Call<Path extends Parameters, Query extends Parameters, Value> {
  readonly path: ValuesOf<Path>;
  readonly query: ValuesOf<Query>;
  readonly body: Value;
  readonly headers: IncomingHttpHeaders;
}

/** Any route, to those who only look at its declaration. */
export interface Route extends Omit<Shape<Parameters, Parameters, unknown>, 'handle'> {
  /** The call was read by this very declaration. */
  readonly handle: (call: unknown, parts: AdminParts) => Answer | Promise<Answer>;
}

type Given<Path extends Parameters, Query extends Parameters, Value> = Omit<
  Shape<Path, Query, Value>,
  'inPath' | 'inQuery' | 'body'
> & {
  readonly inPath?: Path;
  readonly inQuery?: Query;
  readonly body?: Body<Value>;
};

export const defineRoute = <
  const Path extends Parameters = Record<string, never>,
  const Query extends Parameters = Record<string, never>,
  Value = undefined,
>(
  given: Given<Path, Query, Value>,
): Route => ({
  ...given,
  inPath: given.inPath ?? {},
  inQuery: given.inQuery ?? {},
  body: given.body ?? null,
  handle: (call, parts) => given.handle(call as Call<Path, Query, Value>, parts),
});

const named = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** JSON of the shape that has the name. */
export const json = (description: string, schema: string): AnswerShape => ({
  description,
  content: { 'application/json': named(schema) },
});

export const error = (description: string): AnswerShape => json(description, 'Error');

export const nothing = (description: string): AnswerShape => ({ description });

export const bytes = (description: string, type: string): AnswerShape => ({
  description,
  content: { [type]: { type: 'string' } },
});
