import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CredentialError, Credentials } from '../../../server/gateway/credentials.js';
import { judgeToken } from '../../../server/gateway/judge-token.js';
import { randomText } from '../../../server/gateway/random-text.js';

/** Every call gives other bytes, and every run the same. */
function counting(): (bytes: number) => Uint8Array {
  let calls = 0;
  return (bytes) => {
    calls += 1;
    return createHmac('sha256', String(calls)).digest().subarray(0, bytes);
  };
}

/** A clock that a test can turn. */
function turnable(): { now: () => number; time: number } {
  const clock = { time: Date.UTC(2022, 7, 1, 10), now: () => clock.time };
  return clock;
}

const outcome = (credentials: Credentials, token: string): string =>
  judgeToken({ query: `jwt=${token}`, rawHeaders: [], credentials }).outcome;

describe('credentials', () => {
  it('are made as the admin console makes them', () => {
    const clock = turnable();
    const credentials = new Credentials({ clock, random: counting() });
    const made = credentials.create('district office');
    expect(made).toMatchObject({
      user: 'district office',
      algorithm: 'HS256',
      createdAt: clock.time,
      revokedAt: null,
    });
    expect(made.key).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(made.secret).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(made.secret).not.toBe(made.key);
  });

  it('sign tokens of issuer and time only, in whole seconds', () => {
    const clock = turnable();
    const credentials = new Credentials({ clock, random: counting() });
    credentials.add({ key: 'KEY1', user: 'emitter', algorithm: 'HS256', secret: 'SECRET1' });
    clock.time = 1_660_000_000_999;
    const credential = credentials.get('KEY1');
    expect(credential && credentials.token(credential)).toBe(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJLRVkxIiwiaWF0IjoxNjYwMDAwMDAwfQ.FGgh7ExHm3K4J9gGx7R2864YOrdvQba5DSpFoWianvE',
    );
  });

  it('leave earlier tokens valid, for ever, until they are revoked', () => {
    const clock = turnable();
    const credentials = new Credentials({ clock, random: counting() });
    const [first, second] = [credentials.create('emitter'), credentials.create('emitter')];
    const early = credentials.token(first);
    clock.time += 100 * 365 * 86_400_000;
    const late = credentials.token(first);
    expect(late).not.toBe(early);
    const tokens = [early, late, credentials.token(second)];
    expect(tokens.map((token) => outcome(credentials, token))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(credentials.revoke(first.key)).toBe(true);
    expect(credentials.revoke(first.key)).toBe(false);
    expect(credentials.revoke('unknown')).toBe(false);
    expect(tokens.map((token) => outcome(credentials, token))).toEqual(['refused', 'refused', 'accepted']);
    expect(credentials.list().map(({ key, revokedAt }) => [key, revokedAt])).toEqual([
      [first.key, clock.time],
      [second.key, null],
    ]);
  });

  it('know their users', () => {
    const credentials = new Credentials({ clock: turnable(), random: counting() });
    expect(credentials.knows('emitter')).toBe(false);
    credentials.revoke(credentials.create('emitter').key);
    expect(credentials.knows('emitter')).toBe(true);
  });

  it('survive a restart as plain data', () => {
    const options = { clock: turnable(), random: counting() };
    const before = new Credentials(options);
    const token = before.token(before.create('emitter'));
    before.revoke(before.create('other').key);
    const saved: unknown = JSON.parse(JSON.stringify(before.save()));
    const after = new Credentials({ ...options, saved });
    expect(after.list()).toEqual(before.list());
    expect(outcome(after, token)).toBe('accepted');
  });

  it('refuse what cannot be one', () => {
    const credentials = new Credentials({ clock: turnable(), random: counting() });
    const codeOf = (act: () => unknown): unknown => {
      try {
        act();
      } catch (error) {
        return error instanceof CredentialError ? error.code : error;
      }
      return null;
    };
    const good = { key: 'k', user: 'u', algorithm: 'HS256', secret: 's' } as const;
    expect(codeOf(() => credentials.add(good))).toBeNull();
    expect(codeOf(() => credentials.add(good))).toBe('CREDENTIAL_EXISTS');
    expect(codeOf(() => credentials.create(''))).toBe('CREDENTIAL_INVALID');
    expect(codeOf(() => credentials.add({ ...good, key: '' }))).toBe('CREDENTIAL_INVALID');
    expect(codeOf(() => credentials.add({ ...good, key: 'a\0' }))).toBe('CREDENTIAL_INVALID');
    const publicKey = { key: 'p', user: 'u', algorithm: 'RS256', publicKey: 'not a key' } as const;
    expect(codeOf(() => credentials.add(publicKey))).toBe('CREDENTIAL_INVALID');
    expect(codeOf(() => credentials.token({ ...publicKey, createdAt: 0, revokedAt: null }))).toBe(
      'CREDENTIAL_CANNOT_SIGN',
    );
    expect(credentials.list().map(({ key }) => key)).toEqual(['k']);
  });

  it('throw their own error for whatever stands in a saved file', () => {
    const options = { clock: turnable(), random: counting() };
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => !Array.isArray(value) || value.length > 0),
        (saved) => {
          expect(() => new Credentials({ ...options, saved })).toThrow(CredentialError);
        },
      ),
    );
  });
});

describe('random text', () => {
  it('is 32 letters and digits, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 24, maxLength: 24 }),
        fc.uint8Array({ minLength: 2, maxLength: 2 }),
        (long, short) => {
          expect(randomText((bytes) => (bytes === 2 ? short : long))).toMatch(/^[A-Za-z0-9]{32}$/);
        },
      ),
    );
  });

  it('puts one digit for all slashes, one capital for all plus signs', () => {
    const slashes = new Uint8Array(24).fill(0xff);
    expect(randomText((bytes) => (bytes === 2 ? Uint8Array.of(17, 0) : slashes))).toBe('7'.repeat(32));
    const pluses = Uint8Array.from({ length: 24 }, (_, at) => [0xfb, 0xef, 0xbe][at % 3] ?? 0);
    expect(randomText((bytes) => (bytes === 2 ? Uint8Array.of(0, 27) : pluses))).toBe('B'.repeat(32));
  });
});
