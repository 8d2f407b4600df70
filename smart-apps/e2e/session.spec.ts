import { expect, test } from '@playwright/test';
import { openDay } from './support/desk';
import { book, booking, on, quietDay } from './support/ehr';
import { real } from './support/where';

test.skip(real, 'only the mock lets a test end a session or cut the network');

test('a session that ends asks for a sign-in in a window of its own and goes on with what was being done', async ({
  page,
  context,
  request,
}) => {
  await openDay(page, await dayWithOneVisit());
  await page.locator('button[data-visit]').click();
  await page.getByRole('heading', { name: 'Past visits' }).waitFor();
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog', { name: /Cancel the visit/ });
  await dialog.getByLabel('Weather').check();
  await dialog.getByLabel('Note (optional)').fill('Typed before the session ended');

  await request.post('/mock/expire');
  await dialog.getByRole('button', { name: 'Cancel the visit' }).click();
  const again = page.getByRole('dialog', { name: 'Please sign in again' });
  await expect(again).toBeVisible();
  const popup = context.waitForEvent('page');
  await again.getByRole('button', { name: 'Sign in' }).click();
  await (await popup).waitForEvent('close');

  await expect(again).toBeHidden();
  await expect(dialog).toBeHidden();
  await expect(page.locator('button[data-visit][data-selected]')).toHaveAttribute('data-status', 'cancelled');
});

test('a broken live stream comes back and brings what was missed', async ({ page, request }) => {
  await openDay(page);
  await request.post('/mock/drop');
  const refetched = page.waitForRequest((one) => one.url().includes('/fhir/Appointment?date='));

  await refetched;
  await expect(page.getByText('Live changes are interrupted.')).toHaveCount(0);
});

test('without the hub the day stays readable and nothing can be changed', async ({ page, context, request }) => {
  // It comes by itself once the day is there, perhaps before the day has been looked at.
  const panel = page.waitForResponse((one) => one.url().includes('/assets/PatientPanel'), { timeout: 30_000 });
  await openDay(page, await dayWithOneVisit());
  await panel;
  await context.setOffline(true);
  await request.post('/mock/drop');

  await expect(page.getByText('No connection to the hub.', { exact: true })).toBeVisible();
  await page.locator('button[data-visit]').click();
  await expect(page.getByRole('region', { name: 'Patient' })).toContainText('There is no connection to the hub.');

  await context.setOffline(false);
  await expect(page.getByText('No connection to the hub.', { exact: true })).toBeHidden({ timeout: 20_000 });
});

/** Late in the day, today may have none that can still be changed. */
async function dayWithOneVisit(): Promise<string> {
  const day = quietDay();
  await book(booking(on(day, 10, 0)));
  return day;
}
