import { expect, test } from '@playwright/test';
import { real } from './support/where';

test.skip(!real, 'passkeys are made and checked by the hub itself');

test('a passkey is made on one visit and signs in on the next, without a password', async ({ page, context }) => {
  const browser = await context.newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto('/account');
  await page.getByLabel('User name').fill('intake');
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Your sign-in' })).toBeVisible();

  await page.getByLabel('A name for it').fill('Desk');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('button', { name: 'Remove the passkey Desk' })).toBeVisible();

  await context.clearCookies();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Your sign-in' })).toBeVisible();

  await page.getByRole('button', { name: 'Remove the passkey Desk' }).click();
  await expect(page.getByRole('button', { name: 'Remove the passkey Desk' })).toHaveCount(0);
});

test('nobody signs in by a passkey that the hub does not know', async ({ page, context }) => {
  const browser = await context.newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
  });
  await page.goto('/login');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.locator('[data-passkey-problem]')).toBeVisible();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});
