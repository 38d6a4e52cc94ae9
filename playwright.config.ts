import { defineConfig } from '@playwright/test'

const port = Number(process.env.E2E_PORT ?? 5181)

/** The production build under its own CSP, with a small demo city, in a Chromium that draws in software. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  outputDir: '.cache/e2e',
  retries: process.env.CI ? 1 : 0,
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 960, height: 600 },
    locale: 'en-GB',
    // Flights jump: tests wait for states, not for motion.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
    },
  },
  webServer: {
    command: 'node scripts/start.mjs --buildings 1500',
    env: { PORT: String(port) },
    url: `http://localhost:${port}/`,
    timeout: 300_000,
    // A server that one keeps running while a test is written: it serves what was built, not what has changed since.
    reuseExistingServer: Boolean(process.env.E2E_REUSE),
    stdout: 'ignore',
  },
})
