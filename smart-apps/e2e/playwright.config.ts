import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { hubUrl, mllpPort, real } from './support/where';

const root = join(import.meta.dirname, '..');
const chromium = process.env.HUB_CHROMIUM ?? '/usr/bin/chromium';

/** Debian's Chromium drives the screens, of a hub that runs (HUB_URL, HUB_MLLP_PORT) or of the mock, which is started here. */
export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  // The tests share one practice and one day.
  workers: 1,
  // Nothing here is about speed, and the machine may have other tests to run: see speed.bench.ts.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: hubUrl,
    actionTimeout: 30_000,
    timezoneId: 'America/Chicago',
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: chromium,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: [
    { name: 'journeys', testMatch: '**/*.spec.ts' },
    { name: 'screens', testMatch: '**/screens.shots.ts' },
    { name: 'speed', testMatch: '**/*.bench.ts' },
  ],
  ...(real
    ? {}
    : {
        webServer: {
          command: 'node packages/fhir/mock/start.mjs',
          cwd: root,
          url: `${hubUrl}/fhir/.well-known/smart-configuration`,
          env: { HUB_MOCK_PORT: new URL(hubUrl).port, HUB_MLLP_PORT: String(mllpPort) },
          reuseExistingServer: false,
        },
      }),
});
