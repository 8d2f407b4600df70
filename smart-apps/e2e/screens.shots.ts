import { type Page, test } from '@playwright/test';
import { join } from 'node:path';
import { openDay, signIn } from './support/desk';

const folder = join(import.meta.dirname, 'screens');

/** Pictures of every screen, to be looked at: `npm run screens`, then open e2e/screens. */
const screens: Record<string, (page: Page, phone: boolean) => Promise<void>> = {
  welcome: async (page) => void (await page.goto('/')),
  launcher: (page) => signIn(page, '/', 'frontdesk'),
  day: (page) => openDay(page),
  rooms: async (page) => {
    await openDay(page);
    await page.goto('/apps/staff/#/day/today?view=board&by=room');
  },
  list: async (page) => {
    await openDay(page);
    await page.keyboard.press('l');
  },
  panel: async (page, phone) => {
    await openDay(page);
    await (phone ? page.locator('[data-visit] button').nth(8) : page.locator('button[data-movable]').first()).click();
    await page.getByRole('heading', { name: 'Past visits' }).waitFor({ state: 'attached' });
  },
  find: async (page) => {
    await openDay(page);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('kow');
    await page.getByRole('option').first().waitFor();
  },
  empty: async (page) => {
    await openDay(page);
    await page.goto('/apps/staff/#/day/2020-02-02');
  },
  messages: (page) => signIn(page, '/apps/console/', 'admin'),
  message: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('listitem').getByRole('button').filter({ hasText: 'Visit moved' }).first().click();
    await page.getByRole('heading', { name: /SCH/ }).waitFor();
  },
  held: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
  },
  fix: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
    await page.getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('button', { name: 'Fix' }).click();
    await page.getByLabel('What was wrong?').waitFor();
  },
  feeds: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: 'Feeds' }).click();
  },
};

for (const colorScheme of ['light', 'dark'] as const) {
  for (const phone of [false, true]) {
    test.describe(`${colorScheme}${phone ? ' phone' : ''}`, () => {
      test.use({
        colorScheme,
        viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
        hasTouch: phone,
      });
      for (const [name, open] of Object.entries(screens)) {
        test(name, async ({ page }) => {
          await open(page, phone);
          await page.waitForLoadState('networkidle', { timeout: 1_200 }).catch(() => undefined);
          await page.screenshot({ path: join(folder, `${name}-${colorScheme}${phone ? '-phone' : ''}.png`) });
        });
      }
    });
  }
}
