/** The APIs described as OpenAPI 3.1. */
import { emissionApi } from '../../openapi/emission-api.js';
import { ok } from '../answer.js';
import { defineRoute, json } from '../shape/route.js';
import type { Route } from '../shape/route.js';
import { adminApi } from '../../openapi/admin-api.js';

const withServer = (document: object, address: string | undefined): object =>
  address === undefined ? document : { ...document, servers: [{ url: new URL(address).origin }] };

/** `all`: every route, these included. */
export const documentRoutes = (all: () => readonly Route[]): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/openapi.json',
    id: 'adminApi',
    summary: 'this API as OpenAPI 3.1',
    answers: { 200: json('The document', 'Document') },
    handle: (_call, { facts }) => ok(withServer(adminApi(all(), facts.version), facts.addresses().admin)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/emission-api.json',
    id: 'emissionApi',
    summary: 'the emission API as OpenAPI 3.1',
    answers: { 200: json('The document', 'Document') },
    handle: (_call, { facts }) => ok(withServer(emissionApi, facts.addresses().api)),
  }),
];
