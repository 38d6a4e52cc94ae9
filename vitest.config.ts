import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // Two workers: the machines that run this have two cores, and more only makes timeouts.
    maxWorkers: 2,
  },
})
