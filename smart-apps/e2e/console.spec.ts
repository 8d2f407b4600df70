import { type Page, expect, test } from '@playwright/test';
import { openUnknownCodes, signIn } from './support/desk';
import { arrivalFor, book, booking, bookingWithoutTime, merge, timing, today } from './support/ehr';
import { send } from './support/mllp';
import { real } from './support/where';

test('a message appears, is found by its number, and shows what it says beside what it changed', async ({ page }) => {
  await signIn(page, '/apps/console/', 'admin');
  await expect(page.getByRole('list', { name: 'Messages' })).toBeVisible();
  const visit = booking(today(6, 0));
  await book(visit);

  await page.getByLabel('Find by record number, visit, appointment or control id').fill(visit.person.mrn);
  const message = page.getByRole('listitem').filter({ hasText: visit.person.family });
  await expect(message).toHaveCount(1);
  await expect(message).toContainText('Visit booked');
  expect(page.url()).not.toContain(visit.person.mrn);
  await message.getByRole('button').first().click();

  await expect(page.getByRole('heading', { name: 'What it changed' })).toBeVisible();
  await page.getByRole('button', { name: /PID-5 / }).click();
  await expect(page.locator('pre [data-chosen]')).toHaveText(`${visit.person.family}^Quentin`);
  await expect(
    page.getByRole('article').filter({ has: page.getByRole('heading', { name: /^Appointment/ }) }),
  ).toBeVisible();
});

test('a value shows the field that it is from, and a field shows where it went', async ({ page }) => {
  await signIn(page, '/apps/console/', 'admin');
  const visit = booking(today(6, 0));
  await book(visit);
  await page.getByLabel('Find by record number, visit, appointment or control id').fill(visit.person.mrn);
  await expect(page.getByRole('listitem').filter({ hasText: 'Visit booked' })).toHaveCount(1);
  await page.getByRole('listitem').getByRole('button').first().click();
  const patient = page.getByRole('article').filter({ has: page.getByRole('heading', { name: /^Patient/ }) });
  const family = patient.getByRole('button', { name: `name[0].family: ${visit.person.family}` });

  await family.click();
  const why = patient.getByRole('status');
  await expect(why).toContainText(/\w+\.(java|ts):\d+/);
  await expect(why).toContainText('nothing');
  await expect(page.locator('pre [data-chosen]').first()).toHaveText(`${visit.person.family}^Quentin`);
  await expect(page.getByRole('button', { name: /^PID-5 / })).toBeInViewport();

  // By the keyboard there and back.
  await why.getByRole('button', { name: /^PID-5\.1/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^PID-5 / })).toBeFocused();
  const where = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^PID-5 / }) });
  await where.getByRole('button', { name: new RegExp(`Patient name\\[0\\]\\.family.*${visit.person.family}`) }).focus();
  await page.keyboard.press('Enter');
  await expect(family).toBeFocused();

  await page.getByRole('button', { name: /^SCH-10 / }).click();
  await expect(page.getByText('mapped nowhere').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('mapped nowhere')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'What it changed' })).toBeVisible();
});

test('a feed tells what its messages lose, field by field', async ({ page }) => {
  await book(booking(today(6, 0)));
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('link', { name: 'Feeds' }).click();
  await page.getByRole('link', { name: 'What is left out' }).click();
  await page.getByRole('combobox', { name: 'How many of the newest' }).click();
  await page.getByRole('option', { name: '25', exact: true }).click();

  await expect(page.getByRole('table', { name: /Fields of SIU\^S12/ })).toBeVisible({ timeout: 120_000 });
  await page.getByRole('combobox', { name: 'Type of message' }).click();
  await page.getByRole('option', { name: 'SIU^S12' }).click();

  const table = page.getByRole('table');
  await expect(table).toHaveCount(1, { timeout: 120_000 });
  await expect(table.getByRole('row', { name: /^SCH-10\.2 / })).toBeVisible();
  await expect(page.getByText(/Of [\d,]+ values/)).toContainText(/% dropped/);
});

test('a change of a feed is tried on the messages that have come before anybody makes it', async ({ page }) => {
  const visit = booking(today(6, 0));
  await book(visit);
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('link', { name: 'Feeds' }).click();
  await page.getByRole('link', { name: 'Rehearse a change' }).first().click();
  const file = page.getByRole('textbox', { name: /feed\.yaml/ });
  await expect(file).toHaveValue(/^feed: demo-ehr$/m);
  const text = await file.inputValue();

  await file.fill(`${text}autorities: {}\n`);
  await page.getByRole('combobox', { name: 'How many of the newest messages' }).click();
  await page.getByRole('option', { name: '50', exact: true }).click();
  await page.getByRole('button', { name: 'Try it on the last 50 messages' }).click();
  const mistakes = page.getByRole('alert');
  await expect(mistakes).toContainText("unknown key 'autorities'; did you mean 'authorities'?");
  await mistakes.getByRole('button', { name: /^Line \d+, column 1/ }).focus();
  await page.keyboard.press('Enter');
  await expect(file).toBeFocused();
  await page.keyboard.type('drop: [ Patient.birthDate ]');
  await expect(file).toHaveValue(`${text}drop: [ Patient.birthDate ]\n`);

  await page.getByRole('button', { name: 'Try it on the last 50 messages' }).click();
  await expect(page.getByText(/messages tried.*would differ/)).toBeVisible({ timeout: 120_000 });
  const group = page.getByRole('group').filter({ hasText: 'Patient.birthDate' });
  await group.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(group.locator('del').filter({ hasText: visit.person.birthDate }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Discard my changes' }).click();
  await expect(file).toHaveValue(text);
  await page.getByRole('button', { name: 'Try it on the last 50 messages' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing would differ' })).toBeVisible({ timeout: 120_000 });
});

test('a merge that was wrong is taken back, with a reason, once it is said what that restores', async ({ page }) => {
  test.skip(!real, 'the mock merges nobody');
  const [kept, gone] = [booking(today(6, 0)), booking(today(6, 20))];
  await book(kept);
  await book(gone);
  await send(merge(kept.person, gone.person));
  await signIn(page, '/apps/console/', 'admin');
  await page.getByLabel('Find by record number, visit, appointment or control id').fill(gone.person.mrn);
  await page.getByRole('listitem').filter({ hasText: 'Records merged' }).getByRole('button').first().click();

  await page.getByRole('button', { name: 'Take back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take this merge back?' });
  await expect(dialog).toContainText(/1 appointment.*2 patients would be as before the merge/);
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await expect(dialog).toContainText('Say why, for those who look later.');
  await dialog.getByLabel('Reason').fill('Two sisters');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Take it back' }).click();

  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('“Two sisters”')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take back' })).toHaveCount(0);
});

test('a code that nobody knows is listed with what it may mean, and explained once', async ({ page }) => {
  const code = `XQ${Date.now() % 1_000_000}`;
  await send(arrivalFor(booking(today(6, 0)), `${code}^Wound care`));
  await signIn(page, '/apps/console/', 'admin');

  const row = await openUnknownCodes(page, code);
  await expect(row).toContainText('Wound care');
  await expect(row).toContainText('PV1-10 Hospital Service · 1 message');
  await row.getByRole('combobox').click();
  await page.keyboard.type('surg');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(row.getByRole('combobox')).toHaveValue('SUR: Surgical Service');
  await expect(page.getByRole('button', { name: 'Explain 1 code' })).toBeEnabled();
  // It would change the files of whoever runs the hub; UnmappedCodesIT changes those of one.
  if (real) return;
  await page.getByRole('button', { name: 'Explain 1 code' }).click();

  await expect(row).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Replay of demo-ehr' })).toContainText('Replay has ended');
});

test('what has been tried is published, and only as it was tried', async ({ page }) => {
  // It would change the file of whoever runs the hub.
  test.skip(real, 'only the mock has a file that may be changed; PublishIT changes one of a hub');
  await signIn(page, '/apps/console/', 'admin');
  await page.goto('/apps/console/#/feeds/demo-ehr/rehearse');
  const file = page.getByRole('textbox', { name: /feed\.yaml/ });
  const text = await file.inputValue();
  const publish = page.getByRole('button', { name: 'Publish', exact: true });

  await file.fill(`${text}drop: [ Patient.birthDate ]\n`);
  await expect(publish).toBeDisabled();
  await page.getByRole('button', { name: /^Try it/ }).click();
  await expect(publish).toBeEnabled();
  await file.fill(`${text}drop: [ Patient.gender ]\n`);
  await expect(publish).toBeDisabled();
  await page.getByRole('button', { name: /^Try it/ }).click();
  await publish.click();
  const dialog = page.getByRole('dialog', { name: /Publish/ });
  await expect(dialog).toContainText('demo-ehr');
  await dialog.getByRole('button', { name: 'Publish' }).click();

  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(publish).toBeDisabled();
  await page.reload();
  await expect(file).toHaveValue(`${text}drop: [ Patient.gender ]\n`);
  await file.fill(text);
  await page.getByRole('button', { name: /^Try it/ }).click();
  await publish.click();
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a held message says why, is fixed field by field, and replaced', async ({ page }) => {
  const visit = booking(today(6, 0));
  await send(bookingWithoutTime(visit));
  await openHeld(page);
  await expect(page.getByRole('list', { name: 'Problems' })).toContainText('from when to when');
  await page.getByRole('button', { name: 'Fix' }).click();

  await page.getByLabel(/SCH-11 /).fill(timing(visit));
  await page.getByLabel(/SCH-2 /).fill('');
  await page.getByLabel('What was wrong?').fill('The start was no date');
  await page.getByRole('button', { name: 'Send corrected message' }).click();
  await expect(page.getByLabel(/SCH-2 /)).toHaveAttribute('aria-invalid', 'true');

  await page.getByLabel(/SCH-2 /).fill(`${visit.filler}^LFP-APPT`);
  await page.getByRole('button', { name: 'Send corrected message' }).click();
  await expect(page.getByText('Its changes are in the record.', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Message / })).toBeVisible();
});

test('a held message is skipped only with a reason', async ({ page }) => {
  await send(bookingWithoutTime(booking(today(6, 0))));
  await openHeld(page);

  await page.getByRole('button', { name: 'Skip' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Skip it' }).click();
  await expect(dialog.getByText('Say why')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Sent by mistake');
  await dialog.getByRole('button', { name: 'Skip it' }).click();

  await expect(page.getByText('A person decided not to apply it.', { exact: true })).toBeVisible();
});

/** The newest held message that says no time: within its reason the oldest come first. */
async function openHeld(page: Page): Promise<void> {
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('link', { name: /Held/ }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'SCH-11' })
    .filter({ hasText: 'from when to when' })
    .getByRole('button')
    .last()
    .click();
}

test('the feed says that it is connected and counts what comes', async ({ page }) => {
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('link', { name: 'Feeds' }).click();
  await expect(page.getByText('0 messages while this page was open')).toBeVisible();

  await book(booking(today(6, 0)));

  await expect(page.getByText(/[1-9]\d* messages? while this page was open/)).toBeVisible();
});

test('messages are replayed together, and it is told what came of it', async ({ page }) => {
  await send(bookingWithoutTime(booking(today(6, 0))));
  await signIn(page, '/apps/console/', 'admin');

  await page.getByRole('button', { name: 'Replay…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText(/[1-9].* worked off again/);
  await dialog.getByLabel('Until').fill('2020-01-01T00:00');
  await expect(dialog.getByText('No message fits.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Replay', exact: true })).toBeDisabled();
  await dialog.getByLabel('Until').fill('');
  await dialog.getByRole('button', { name: /^Replay [0-9]/ }).click();

  const bar = page.getByRole('region', { name: /^Replay of / }).first();
  await expect(bar).toContainText('Replay has ended');
  await expect(bar).toContainText(/[1-9][0-9]* held/);
  await bar.getByRole('button', { name: 'Put away' }).click();
  await expect(bar).toHaveCount(0);
});
