import { type Cookie, type Locator, type Page, expect } from '@playwright/test';
import type { Person } from './ehr';
import { hubUrl } from './where';

/** Who has signed in before, in a journey of this run. */
const sessions = new Map<string, Cookie[]>();

/** Opens an app as somebody, who types a password only if no journey before this one has: proving it costs a second each time. */
export async function signIn(
  page: Page,
  app: '/' | '/apps/staff/' | '/apps/console/' | '/apps/portal/',
  login: string,
): Promise<void> {
  await page.context().addCookies(sessions.get(login) ?? []);
  await page.goto(app);
  if (app === '/') await page.getByRole('button', { name: 'Sign in' }).click();
  const name = page.locator('[name=username]');
  const signedIn = page.getByRole('button', { name: /Signed in as/ });
  await name.or(signedIn).first().waitFor();
  if (await name.isVisible()) await typeIn(page, login);
  await page.waitForURL((url) => url.pathname === app);
  sessions.set(login, await page.context().cookies(hubUrl));
}

async function typeIn(page: Page, login: string): Promise<void> {
  await page.locator('[name=username]').fill(login);
  await page.locator('[name=password]').fill('demo');
  await page.locator('button[type=submit], input[type=submit]').first().click();
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

/**
 * The codes that nobody has explained, once this one is among them: its message is answered before it is worked off, and the page
 * reads them when it is opened.
 */
export async function openUnknownCodes(page: Page, code: string): Promise<Locator> {
  const row = page.getByRole('listitem').filter({ hasText: code });
  await expect(async () => {
    await page.getByRole('link', { name: 'Feeds' }).first().click();
    await page.getByRole('link', { name: 'Unknown codes' }).first().click();
    await expect(row).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  return row;
}
