import { type Page, expect, test } from '@playwright/test';
import { openDay, signIn } from './support/desk';

/** Somebody at the front desk looks at a visit, and with it at a patient. */
async function lookAtSomebody(page: Page): Promise<string> {
  await openDay(page);
  await page.locator('button[data-visit]').first().click();
  const name = page.getByRole('region', { name: 'Patient' }).getByRole('heading', { level: 2 });
  await page.getByRole('heading', { name: 'Past visits' }).waitFor();
  return (await name.textContent()) ?? '';
}

test('the privacy officer sees who looked at whom, and follows one case', async ({ page, browser }) => {
  const name = await lookAtSomebody(page);
  const family = /^([^,]+),/.exec(name)?.[1] ?? name.split(' ').at(-1) ?? name;

  const officer = await browser.newPage();
  await signIn(officer, '/apps/console/', 'privacy');
  await expect(officer.getByRole('link', { name: 'Messages' })).toHaveCount(0);
  await officer.getByLabel('Find by sign-in name, feed or case number').fill('frontdesk');
  const rows = officer.getByRole('list', { name: 'Audit trail' }).getByRole('listitem');
  await expect(rows.filter({ hasText: 'frontdesk' }).first()).toBeVisible();
  expect(officer.url()).not.toContain('frontdesk');

  await rows.filter({ hasText: family }).first().getByRole('button').click();
  const record = officer.getByRole('dialog');
  await expect(record.getByText('front-desk')).toBeVisible();
  await record.getByRole('link', { name: /^[0-9a-f]{8}-/ }).click();
  await expect(officer.getByRole('button', { name: /One case/ })).toBeVisible();
  await expect(rows.first()).toBeVisible();
  await officer.close();
});

test('a patient is found by name, and the address names nobody', async ({ page }) => {
  await signIn(page, '/apps/console/', 'privacy');
  await page.getByRole('combobox', { name: 'One patient' }).fill('Okonkwo');
  await page
    .getByRole('option', { name: /Okonkwo/ })
    .first()
    .click();

  await expect(page.getByRole('button', { name: /Okonkwo.*show everyone/ })).toBeVisible();
  expect(page.url()).not.toContain('Okonkwo');
  await page.getByRole('link', { name: 'Disclosures' }).click();
  await expect(page.getByRole('heading', { name: 'Accounting of disclosures' })).toBeVisible();
  await expect(page.getByRole('table').or(page.getByRole('heading', { name: 'No disclosures' }))).toBeVisible();
  expect(page.url()).not.toContain('Okonkwo');
});

test('the keyboard walks the trail and opens a record', async ({ page }) => {
  await signIn(page, '/apps/console/', 'privacy');
  await page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first().waitFor();

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('nobody else is led to the trail, and the address alone does not open it', async ({ page }) => {
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('list', { name: 'Messages' }).waitFor();
  await expect(page.getByRole('link', { name: 'Audit' })).toHaveCount(0);

  await page.goto('/apps/console/#/audit');
  await expect(page.getByRole('heading', { name: 'Not for this sign-in' })).toBeVisible();
});
