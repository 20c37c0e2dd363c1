/** What endpoints, and what stands before them, do wrong; and what the store must make of it. */
import { expect } from 'vitest';
import { StoreError } from '../../../../server/s3/object-store.js';
import { ACCESS, type Misdeed } from './hostile-endpoint.js';

/** Settles with the error, which is one line without secrets. */
export const failure = async (call: Promise<unknown>): Promise<StoreError> => {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreError);
  const { message } = error as StoreError;
  expect(message).not.toMatch(/[\r\n<>]/);
  expect(message.length).toBeLessThan(500);
  for (const secret of [ACCESS.accessKeyId, ACCESS.secretAccessKey]) expect(message).not.toContain(secret);
  return error as StoreError;
};

export const reset: Misdeed = (_request, response) => response.socket?.resetAndDestroy();
export const hangUp: Misdeed = (_request, response) => response.socket?.end();
export const silence: Misdeed = () => {};
export const html =
  (status: number): Misdeed =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Sign in<br></html>');
export const raw =
  (answer: string): Misdeed =>
  (_request, response) =>
    response.socket?.end(answer);
