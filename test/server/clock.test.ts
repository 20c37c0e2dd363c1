import { describe, expect, it } from 'vitest';
import { ClockError, createVirtualClock } from '../../server/clock.js';

const start = Date.UTC(2026, 0, 1);

const open = () => {
  let below = start;
  const clock = createVirtualClock({ now: () => below });
  return { clock, pass: (milliseconds: number) => (below += milliseconds) };
};

describe('a virtual clock', () => {
  it('shows what the clock below shows', () => {
    const { clock, pass } = open();
    pass(5);
    expect(clock.now()).toBe(start + 5);
    expect(clock.offset()).toBe(0);
  });

  it('goes on from the moment it was put to', () => {
    const { clock, pass } = open();
    clock.set(Date.UTC(2030, 5, 1));
    pass(7);
    expect(clock.now()).toBe(Date.UTC(2030, 5, 1) + 7);
  });

  it('moves on and back', () => {
    const { clock } = open();
    clock.advance(3_600_000);
    expect(clock.offset()).toBe(3_600_000);
    clock.advance(-7_200_000);
    expect(clock.now()).toBe(start - 3_600_000);
  });

  it('stands still while it is frozen, and goes on from there', () => {
    const { clock, pass } = open();
    clock.freeze();
    pass(10_000);
    expect(clock.now()).toBe(start);
    clock.advance(50);
    expect(clock.now()).toBe(start + 50);
    clock.unfreeze();
    expect(clock.frozen()).toBe(false);
    pass(1);
    expect(clock.now()).toBe(start + 51);
    clock.reset();
    expect(clock.offset()).toBe(0);
  });

  it('stays at the end of the year 9999, behind which no format can write it', () => {
    const { clock, pass } = open();
    clock.set(Date.UTC(9999, 11, 31, 23, 59, 59, 999));
    pass(3_600_000);
    expect(new Date(clock.now()).toISOString()).toBe('9999-12-31T23:59:59.999Z');
    clock.set(Date.UTC(1970, 0, 1));
    pass(-5);
    expect(clock.now()).toBe(0);
  });

  it.each([Number.NaN, -1, Infinity, Date.UTC(10_000, 0, 1)])('refuses %s', (moment) => {
    const { clock } = open();
    expect(() => clock.set(moment)).toThrow(ClockError);
    expect(clock.now()).toBe(start);
  });
});
