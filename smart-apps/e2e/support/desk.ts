import { type Locator, type Page, expect } from '@playwright/test';
import type { Person } from './ehr';

export async function signIn(page: Page, app: '/' | '/apps/staff/' | '/apps/console/', login: string): Promise<void> {
  await page.goto(app);
  if (app === '/') await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('[name=username]').fill(login);
  await page.locator('[name=password]').fill('demo');
  await page.locator('button[type=submit], input[type=submit]').first().click();
  await page.waitForURL((url) => url.pathname === app);
}

/** The day at the front desk, all of it on the screen. */
export async function openDay(page: Page, day = 'today'): Promise<void> {
  await signIn(page, '/apps/staff/', 'frontdesk');
  await expect(page.getByRole('group', { name: 'Visits by status' })).toBeVisible();
  if (day !== 'today') await page.goto(`/apps/staff/#/day/${day}`);
  await expect(page.locator('[data-visit]').first()).toBeAttached();
}

/** A visit on the board, by the name of its patient. */
export function card(page: Page, person: Person): Locator {
  return page.locator('button[data-visit]').filter({ hasText: person.family });
}

export async function choose(page: Page, person: Person): Promise<void> {
  await card(page, person).click();
  await expect(page.getByRole('region', { name: 'Patient' }).getByRole('heading', { level: 2 })).toContainText(
    person.family,
  );
}
