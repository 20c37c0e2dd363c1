/** The admin API as OpenAPI 3.1, made of the declarations that its requests are read by. */
import type { AnswerShape, Route, Schema } from '../admin/shape/route.js';
import { error } from '../admin/shape/route.js';
import type { Parameter, Parameters } from '../admin/shape/parameter.js';
import { adminSchemas } from './admin-schemas.js';

const parametersOf = (place: 'path' | 'query', parameters: Parameters): readonly Schema[] =>
  Object.entries(parameters).map(
    ([name, { description, required, schema }]: [string, Parameter<unknown>]) => ({
      name,
      in: place,
      required: place === 'path' || required,
      description,
      schema,
    }),
  );

/** What any route may answer, as far as it can. */
function commonAnswers({ inPath, inQuery, body }: Route): Readonly<Record<number, AnswerShape>> {
  const read = { ...inPath, ...inQuery };
  return {
    400: error(
      Object.keys(read).length > 0
        ? 'A parameter or the body cannot be read'
        : 'A parameter that there is not, or the body cannot be read',
    ),
    403: error('A page of another origin asks'),
    415: error('A body that is no JSON'),
    421: error('The listener is addressed by a name that is none of its own'),
    500: error('A defect of cqube-conform'),
    ...(body === null ? {} : { 413: error(`The body is over ${body.limit / 1_024} kB`) }),
  };
}

const responseOf = ({ description, content }: AnswerShape): Schema => ({
  description,
  ...(content === undefined
    ? {}
    : { content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }])) }),
});

function operationOf(route: Route): Schema {
  const { id, summary, inPath, inQuery, body, answers } = route;
  const parameters = [...parametersOf('path', inPath), ...parametersOf('query', inQuery)];
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: body.required,
            content: { 'application/json': { schema: body.schema } },
          },
        }),
    responses: Object.fromEntries(
      Object.entries({ ...commonAnswers(route), ...answers }).map(([status, answer]) => [
        status,
        responseOf(answer),
      ]),
    ),
  };
}

export interface AdminApi {
  readonly openapi: '3.1.0';
  readonly info: Schema;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** `version`: of the package. */
export function adminApi(routes: readonly Route[], version: string): AdminApi {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'cqube-conform admin API',
      version,
      summary: 'What a mock cQube holds, has seen, and is to do',
      description:
        'HEAD is answered wherever GET is. Another method than those described here: 405. Pages of other origins have no access.',
    },
    paths,
    components: { schemas: adminSchemas },
  };
}
