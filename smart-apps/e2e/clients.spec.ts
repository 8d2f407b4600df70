import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { signIn } from './support/desk';
import { real } from './support/where';

test.skip(!real, 'needs a hub');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test('an administrator registers a system, corrects what the hub found, gives it another secret and retires it', async ({
  page,
}) => {
  test.slow(); // One client's whole life.
  const name = `Nightly export ${Date.now()}`;
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('link', { name: 'Apps', exact: true }).click();
  await expect(page.getByRole('row', { name: /Front desk/ })).toContainText('App, without a secret');

  await page.getByRole('button', { name: 'Register', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: false }).first().fill(name);
  await dialog.getByText('A system by itself').click();
  await dialog.getByRole('combobox', { name: /How it proves/ }).click();
  await page.getByRole('option', { name: /By a secret/ }).click();
  await dialog.getByLabel(/^Scopes/).fill('system/Apointment.rs');
  await dialog.getByRole('button', { name: 'Register it' }).click();
  await expect(dialog.getByText("There is no resource type 'Apointment'; did you mean 'Appointment'?")).toBeVisible();
  await expect(dialog.getByLabel(/^Scopes/)).toBeFocused();
  const found = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().include('[role=dialog]').analyze();
  expect(found.violations.map((one) => one.id)).toEqual([]);

  await dialog.getByLabel(/^Scopes/).fill('system/Appointment.rs');
  await dialog.getByRole('button', { name: 'Register it' }).click();
  await expect(dialog.getByRole('button', { name: /^Copy secret .{43}$/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('row', { name });
  await expect(row).toContainText('System, with a secret');
  await expect(row).toContainText('By admin');

  await row.getByRole('button', { name: 'New secret' }).click();
  await dialog.getByRole('button', { name: 'Make a secret' }).click();
  await expect(dialog.getByRole('button', { name: /^Copy secret / })).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await row.getByRole('button', { name: 'Retire' }).click();
  await dialog.getByRole('button', { name: 'Retire it' }).click();
  await expect(row).toContainText('Retired by admin');
  await expect(row.getByRole('button')).toHaveCount(0);
});

test('a manager lets people in and registers no apps', async ({ page }) => {
  await signIn(page, '/apps/console/', 'manager');
  await expect(page.getByRole('link', { name: 'People', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Apps', exact: true })).toHaveCount(0);
});

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('the apps need no sideways scrolling and have no fault that axe finds', async ({ page }) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.goto('/apps/console/#/apps');
    await page.getByRole('row', { name: /Front desk/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze();
    expect(violations.map((one) => one.id)).toEqual([]);
  });
});
