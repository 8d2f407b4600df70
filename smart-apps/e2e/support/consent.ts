import { type Page, expect } from '@playwright/test';
import { hubUrl } from './where';

/** Fills in the hub's sign-in page, wherever the way to it began. */
export async function answerSignIn(page: Page, login: string): Promise<void> {
  await page.locator('[name=username]').fill(login);
  await page.locator('[name=password]').fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Says yes on the consent page, which has to be there. */
export async function allow(page: Page, app: string): Promise<void> {
  await expect(page.getByRole('heading', { name: `What may ${app} do?` })).toBeVisible();
  await page.getByRole('button', { name: 'Allow what is ticked' }).click();
}

/** Takes back what the signed-in person gave the app before, so that it has to ask again. */
export async function takeBack(page: Page, app: string): Promise<void> {
  await page.goto(`${hubUrl}/account/apps`);
  await expect(page).toHaveURL(`${hubUrl}/account/apps`);
  const given = page.getByRole('button', { name: `End the access of ${app}` });
  if (await given.count()) await given.click();
  await expect(given).toHaveCount(0);
}
