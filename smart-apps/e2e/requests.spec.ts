import { type APIRequestContext, expect, test } from '@playwright/test';
import type { Bundle } from 'fhir/r4';
import { addDays, dayOf, isoAt } from '../packages/fhir/src/zone';
import { openDay, signIn } from './support/desk';
import { type Person, book, booking, on, quietPastDay, zone } from './support/ehr';
import { hubUrl, real } from './support/where';

test.skip(!real, 'the rules and the Tasks are the hub’s own');

test('a visit that is asked for is given a time, and the request is gone', async ({ page, request }) => {
  const person = await asksForAVisit(request);
  await signIn(page, '/apps/staff/', 'frontdesk');
  await page.getByRole('link', { name: /Requests/ }).click();
  const card = page.getByRole('listitem').filter({ hasText: person.family });
  await expect(card).toContainText('Asks for a visit');
  await expect(card).toContainText('Minor procedure');
  await expect(card).toContainText('Mornings, please');

  await card.getByRole('button', { name: 'Find a time' }).press('Enter');
  const drawer = page.getByRole('dialog', { name: 'A time for the request' });
  await expect(drawer.getByRole('combobox', { name: 'Patient' })).toHaveValue(new RegExp(person.family));
  await drawer.getByRole('button', { name: 'Find a time' }).click();
  await drawer.getByRole('region', { name: 'Free times' }).getByRole('radio').first().check();
  await drawer.getByRole('button', { name: 'Book this time' }).click();

  await expect(page.getByText(`${person.family}, Quentin is booked for`).first()).toBeVisible();
  await expect(card).toHaveCount(0);
});

test('a request is declined with a reason', async ({ page, request }) => {
  const person = await asksForAVisit(request);
  await signIn(page, '/apps/staff/', 'frontdesk');
  await page.goto('/apps/staff/#/requests');
  const card = page.getByRole('listitem').filter({ hasText: person.family });

  await card.getByRole('button', { name: 'Decline' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Decline' }).click();
  await expect(dialog).toContainText('Choose a reason first.');
  await dialog.getByLabel('Why?').selectOption({ label: 'Provider is not available' });
  await dialog.getByRole('button', { name: 'Decline' }).click();

  await expect(dialog).toBeHidden();
  await expect(card).toHaveCount(0);
});

test('the booking rules are tried on a patient, and nothing is booked', async ({ page }) => {
  const person = await somebody();
  await openDay(page);
  await page.getByRole('link', { name: /Rules/ }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'New patients' }).first()).toBeVisible();

  await page.getByRole('combobox', { name: 'Patient' }).fill(person.family);
  await page.getByRole('option', { name: new RegExp(person.family) }).click();
  await page.getByLabel('Visit type').selectOption({ label: 'Well-child visit' });
  await page.getByRole('button', { name: 'Try' }).click();

  await expect(page.getByRole('status').filter({ hasText: 'It is refused' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Children’s check-ups, line' })).toBeVisible();
});

/** A patient whom the EHR knows, with a visit of long ago. */
async function somebody(): Promise<Person> {
  const visit = booking(on(quietPastDay(), 9, 0));
  await book(visit);
  return visit.person;
}

/** As a portal would: a proposed Appointment without a time. */
async function asksForAVisit(request: APIRequestContext): Promise<Person> {
  const person = await somebody();
  const answer = await request.post(`${hubUrl}/oauth2/token`, {
    form: { grant_type: 'client_credentials', scope: 'system/*.cruds' },
    headers: { Authorization: `Basic ${btoa('demo-system:demo-secret')}` },
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json' };
  const idOf = async (search: string) => {
    let id: string | undefined;
    await expect(async () => {
      const found = (await (await request.get(`${hubUrl}/fhir/${search}`, { headers })).json()) as Bundle;
      id = found.entry?.[0]?.resource?.id;
      expect(id).toBeTruthy();
    }).toPass({ timeout: 30_000 });
    return id;
  };
  const patient = await idOf(`Patient?identifier=${person.mrn}`);
  const service = await idOf('HealthcareService?identifier=PROC');
  const day = addDays(dayOf(Date.now(), zone), 7);
  const created = await request.post(`${hubUrl}/fhir/Appointment`, {
    headers,
    data: {
      resourceType: 'Appointment',
      status: 'proposed',
      comment: 'Mornings, please',
      serviceType: [
        {
          extension: [
            {
              url: 'urn:x-hub:extension:service',
              valueReference: { reference: `HealthcareService/${service}` },
            },
          ],
        },
      ],
      requestedPeriod: [{ start: isoAt(on(day, 8, 0), zone), end: isoAt(on(day, 12, 0), zone) }],
      participant: [{ actor: { reference: `Patient/${patient}` }, status: 'needs-action' }],
    },
  });
  expect(created.status()).toBe(201);
  return person;
}
