import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // Many tests wait for processes that they start: every core takes a file, the runner's own needs none.
    maxWorkers: '100%',
    coverage: { include: ['specs/**', 'conformance/**', 'server/**', 'bin/**', 'fixtures/**'] },
  },
});
