import { type Locator, type Page, expect, test } from '@playwright/test';
import { openDay } from './support/desk';
import { real } from './support/where';

// A hub that runs sends reminders at their time, which no journey waits for: RemindersIT proves those.
test.skip(real, 'the mock alone has messages at once');

test('a message that would have gone out is answered as the patient, and the visit follows', async ({ page }) => {
  const first = await openMessages(page);
  const patient = await first.getByRole('link').first().textContent();

  await first.getByRole('button', { name: 'YES' }).click();

  await expect(newest(page, 0)).toContainText('Thank you. We look forward to seeing you.');
  await expect(newest(page, 1)).toContainText('YES');
  await page.getByRole('button', { name: 'Answers' }).click();
  await expect(page.getByRole('list', { name: /^Messages/ }).getByRole('listitem')).toHaveCount(1);
  await page
    .getByRole('link', { name: patient ?? '' })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Patient' }).getByRole('heading', { level: 2 })).toContainText(
    patient ?? '',
  );
});

test('what was not sent is found with its reason', async ({ page }) => {
  await openMessages(page);

  await page.getByRole('button', { name: 'Not sent' }).click();

  await expect(page.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('listitem')).toContainText('There is no number or address');
});

async function openMessages(page: Page): Promise<Locator> {
  await openDay(page);
  await page.getByRole('link', { name: 'Messages' }).click();
  await expect(page.getByRole('note')).toContainText('would have gone out');
  return newest(page, 0);
}

function newest(page: Page, place: number): Locator {
  return page
    .getByRole('list', { name: /^Messages/ })
    .getByRole('listitem')
    .nth(place);
}
