import { expect, test } from '@playwright/test';
import { card, signIn } from './support/desk';
import { book, booking, today } from './support/ehr';
import { real } from './support/where';

test.skip(!real, 'The rules are the hub’s own.');

test('a clinician opens a stranger’s record in an emergency, and the manager reviews it', async ({ page, browser }) => {
  const visit = booking(today(6, 0), { npi: '2999900113' });
  await book(visit);
  await signIn(page, '/apps/staff/', 'clinician');
  await card(page, visit.person).click();
  const panel = page.getByRole('region', { name: 'Patient' });
  await panel.getByRole('button', { name: 'Open in an emergency' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Open the record' }).click();
  await expect(dialog.getByText('Say in a few words what the emergency is.')).toBeVisible();
  const reason = `Collapsed at the front desk, ${visit.person.mrn}`;
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Open the record' }).click();
  await expect(panel.getByText(/Opened by you in an emergency, until/)).toBeVisible();

  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, '/apps/console/', 'manager');
  await manager.goto('/apps/console/#/emergencies');
  const one = manager.getByRole('article').filter({ hasText: reason });
  await expect(one).toContainText(visit.person.family);
  await one.getByRole('button', { name: 'Justified', exact: true }).click();
  await expect(one).toContainText('Found justified by manager');
});

test('the console says who sees what, and by which rule', async ({ page }) => {
  const visit = booking(today(6, 0));
  await book(visit);
  await signIn(page, '/apps/console/', 'manager');
  await page.goto('/apps/console/#/access');
  await expect(page.getByRole('heading', { name: 'Choose a person and a patient' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Person' }).fill('Kaplan');
  await page.getByRole('option', { name: /Billing/ }).click();
  await page.getByRole('combobox', { name: 'Patient' }).fill(visit.person.mrn);
  await page.getByRole('option', { name: new RegExp(visit.person.family) }).click();

  const patient = page.getByRole('row', { name: /^Patient/ });
  await expect(patient).toContainText('1 of 1');
  await expect(patient).toContainText('Without Patient.contact.');
  expect(page.url()).not.toContain(visit.person.mrn);
});
