import { expect, test } from '@playwright/test';
import { signIn } from './support/desk';

test('a visitor learns what this is, signs in, sees their apps, and signs out', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('The whole day of the practice');

  await signIn(page, '/', 'frontdesk');
  await expect(page.getByText(/You are signed in as front desk/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Connected systems' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'today' })).toHaveCount(1);

  await page.getByRole('button', { name: /Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('the front desk may open its own app, and learns why not the console', async ({ page }) => {
  await signIn(page, '/', 'frontdesk');

  await expect(page.getByRole('link', { name: /Console/ })).toHaveCount(0);
  await page.locator('a[href$="/apps/staff/"]').first().click();
  await expect(page.getByRole('group', { name: 'Visits by status' })).toBeVisible();
});

test('an app that is opened without a session asks for a sign-in and comes back to its place', async ({ page }) => {
  await page.goto('/apps/staff/#/day/2026-11-29?view=list');
  await page.locator('[name=username]').fill('frontdesk');
  await page.locator('[name=password]').fill('demo');
  await page.locator('button[type=submit], input[type=submit]').first().click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sunday, November 29');
  expect(new URL(page.url()).search).toBe('');
});

test('an address may not send the app to another server', async ({ page }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => request.url().includes('elsewhere') && elsewhere.push(request.url()));

  await page.goto('/apps/staff/?iss=http://elsewhere.example/fhir&launch=x');

  await expect(page.getByRole('heading', { name: 'This app cannot be opened from there' })).toBeVisible();
  await expect(page.getByText('This EHR is not among those')).toBeVisible();
  expect(elsewhere.filter((url) => new URL(url).hostname === 'elsewhere.example')).toEqual([]);
});
