import { type Page, expect, test } from '@playwright/test';
import { SignJWT, importJWK } from 'jose';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import * as client from 'openid-client';
import { allow, answerSignIn, takeBack } from './support/consent';
import keys from './support/demo-backend-keys.json' with { type: 'json' };
import { appUrl, startOutsideApp } from './support/outsideApp';
import { arrive, book, booking, today } from './support/ehr';
import { hubUrl, real } from './support/where';

// Other people's clients against the hub (smart.md, section 5): fhirclient in a page of its own origin, openid-client with jose.
test.skip(!real, 'needs a hub');
test.slow();

const visit = booking(today(14, 40));
const { family, given, mrn } = visit.person;
const wholeName = `${given} ${family}`;
let app: Server;

test.beforeAll(async () => {
  app = await startOutsideApp();
  await book(visit);
  await arrive(visit);
});
test.afterAll(() => {
  app.closeAllConnections();
  app.close();
});

/** Signed in at the hub, with nothing given to the outside app yet. */
async function startAfresh(page: Page, login: string): Promise<void> {
  await page.goto(`${hubUrl}/account/apps`);
  await answerSignIn(page, login);
  await expect(page).not.toHaveURL(/\/login/);
  await takeBack(page, 'Demo chart');
}

async function showsTheChart(page: Page, user: string): Promise<void> {
  await expect(page.locator('#patient')).toHaveText(wholeName);
  await expect(page.locator('#user')).toContainText(user);
  await page.getByRole('button', { name: 'Renew' }).click();
  await expect(page.locator('#renewed')).toHaveText(`${wholeName} with a new refresh token`);
}

test.describe('fhirclient', () => {
  test('starts by itself: sign-in, a patient chosen, consent, both records read, the token renewed', async ({
    page,
  }) => {
    await startAfresh(page, 'clinician');
    await page.goto(`${appUrl}/start`);
    await expect(page.getByRole('heading', { name: 'Who is Demo chart for?' })).toBeVisible();
    await page.getByLabel('Name, number or birth date').fill(family);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('button', { name: new RegExp(family) }).click();
    await allow(page, 'Demo chart');

    await expect(page.locator('#scope')).toContainText('patient/Patient.rs');
    await showsTheChart(page, 'Okafor');
  });

  test('is granted no more than was ticked', async ({ page }) => {
    await startAfresh(page, 'clinician');
    await page.goto(`${appUrl}/start`);
    await page.getByLabel('Name, number or birth date').fill(family);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('button', { name: new RegExp(family) }).click();
    await page.locator('input[value="patient/Condition.rs"]').uncheck();
    await allow(page, 'Demo chart');

    await expect(page.locator('#scope')).toContainText('patient/Patient.rs');
    await expect(page.locator('#scope')).not.toContainText('Condition');
  });

  test('is opened from the front desk for the patient on the screen', async ({ page, context }) => {
    await startAfresh(page, 'frontdesk');
    await page.goto('/apps/staff/');
    await page.locator(`button[data-visit]`).filter({ hasText: family }).click();
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Open in Demo chart' }).click();
    const tab = await opening;
    await allow(tab, 'Demo chart');

    await showsTheChart(tab, 'Delgado');
  });

  test('learns of a person who does not agree', async ({ page }) => {
    await startAfresh(page, 'clinician');
    await page.goto(`${appUrl}/start`);
    await page.getByRole('button', { name: 'Do not open it' }).click();

    await expect(page.locator('#problem')).toContainText('access_denied');
  });
});

test.describe('openid-client', () => {
  const insecure = { execute: [client.allowInsecureRequests] };
  const found = () => client.discovery(new URL(hubUrl), 'demo-chart', undefined, client.None(), insecure);

  async function signedIn(page: Page, config: client.Configuration) {
    const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), randomUUID(), randomUUID()];
    await startAfresh(page, 'clinician');
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: `${appUrl}/openid`,
      scope: 'openid fhirUser online_access user/Practitioner.rs',
      aud: `${hubUrl}/fhir`,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    await page.goto(address.href);
    // What was allowed before outlives the tokens that these tests lose, and is not asked again.
    if (!page.url().startsWith(appUrl)) await allow(page, 'Demo chart');
    await page.waitForURL(`${appUrl}/openid?**`);
    return { answer: new URL(page.url()), verifier, state, nonce };
  }

  test('signs a person in by code with PKCE, believes the id token, renews, and loses the family on a second use', async ({
    page,
  }) => {
    const config = await found();
    const { answer, verifier, state, nonce } = await signedIn(page, config);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(config, answer, checks);

    expect(tokens.claims()).toMatchObject({ iss: hubUrl, aud: expect.anything() });
    expect(String(tokens.claims()?.fhirUser)).toMatch(/\/fhir\/Practitioner\//);
    const first = tokens.refresh_token ?? '';
    const renewed = await client.refreshTokenGrant(config, first);
    expect(renewed.refresh_token).not.toBe(first);
    await expect(client.refreshTokenGrant(config, first)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.refreshTokenGrant(config, renewed.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('gets nothing with another verifier, and nothing for a code that was used', async ({ page }) => {
    const config = await found();
    const { answer, verifier, state, nonce } = await signedIn(page, config);
    const checks = { expectedState: state, expectedNonce: nonce };

    await expect(
      client.authorizationCodeGrant(config, answer, { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    const right = { ...checks, pkceCodeVerifier: verifier };
    expect((await client.authorizationCodeGrant(config, answer, right)).access_token).toBeTruthy();
    await expect(client.authorizationCodeGrant(config, answer, right)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

test.describe('openid-client, signing what it asks', () => {
  const keyOf = (alg: string) => {
    const key = keys.keys.find((one) => one.alg === alg);
    if (!key) throw new Error(`no key for ${alg}`);
    return key;
  };
  const configured = async (alg: string, change: (payload: client.IDToken | object) => void = () => undefined) => {
    const { kid } = keyOf(alg);
    const key = (await importJWK(keyOf(alg), alg)) as client.CryptoKey;
    const sign = client.PrivateKeyJwt(
      { key, kid },
      {
        [client.modifyAssertion]: (_, payload) => {
          // SMART App Launch 2.2 asks for the token endpoint; openid-client would name the issuer (RFC 7523bis).
          Object.assign(payload, { aud: `${hubUrl}/oauth2/token` });
          change(payload);
        },
      },
    );
    return client.discovery(new URL(hubUrl), 'demo-backend', undefined, sign, {
      execute: [client.allowInsecureRequests],
    });
  };
  const scope = 'system/Patient.rs';

  for (const alg of ['RS384', 'ES384']) {
    test(`is given a token for ${alg}, which opens what was asked for and nothing else`, async ({ request }) => {
      const { access_token: token, ...answer } = await client.clientCredentialsGrant(await configured(alg), { scope });

      expect(answer).toMatchObject({ scope });
      expect(answer.refresh_token).toBeUndefined();
      expect(answer.expires_in).toBeLessThanOrEqual(300);
      const headers = { Authorization: `Bearer ${token}` };
      const found = await request.get(`${hubUrl}/fhir/Patient?identifier=${mrn}`, { headers });
      expect((await found.json()).entry).toHaveLength(1);
      expect((await request.get(`${hubUrl}/fhir/Appointment`, { headers })).status()).toBe(403);
    });
  }

  const wrong: Record<string, (payload: object) => void> = {
    'for another server': (payload) => Object.assign(payload, { aud: 'https://another.example.org/oauth2/token' }),
    'for longer than five minutes': (payload) =>
      Object.assign(payload, { exp: Math.floor(Date.now() / 1_000) + 3_600 }),
    'that is over': (payload) => Object.assign(payload, { exp: Math.floor(Date.now() / 1_000) - 60 }),
    'in the name of another': (payload) => Object.assign(payload, { sub: 'demo-system' }),
    'without a number': (payload) => Object.assign(payload, { jti: undefined }),
  };
  for (const [what, change] of Object.entries(wrong)) {
    test(`gets nothing for an assertion ${what}`, async () => {
      await expect(client.clientCredentialsGrant(await configured('ES384', change), { scope })).rejects.toMatchObject({
        error: 'invalid_client',
      });
    });
  }

  test('gets nothing for an assertion that was used before', async () => {
    const config = await configured('RS384', (payload) => Object.assign(payload, { jti }));
    const jti = randomUUID();
    await client.clientCredentialsGrant(config, { scope });

    await expect(client.clientCredentialsGrant(config, { scope })).rejects.toMatchObject({ error: 'invalid_client' });
  });

  test('gets nothing for a key that is not registered, nor without a signature', async ({ request }) => {
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, [
      'sign',
      'verify',
    ]);
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: 'demo-backend', sub: 'demo-backend', aud: `${hubUrl}/oauth2/token`, exp: now + 60 };
    const forged = await new SignJWT({ ...claims, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES384', kid: keyOf('ES384').kid })
      .sign(privateKey);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none' })}.${part({ ...claims, jti: randomUUID() })}.`;
    for (const assertion of [forged, unsigned]) {
      const answer = await request.post(`${hubUrl}/oauth2/token`, {
        form: {
          grant_type: 'client_credentials',
          scope,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
        },
      });
      expect((await answer.json()).error).toBe('invalid_client');
    }
  });

  test('is not given what it is not registered for', async () => {
    await expect(
      client.clientCredentialsGrant(await configured('ES384'), { scope: 'system/Observation.rs' }),
    ).rejects.toMatchObject({ error: 'invalid_scope' });
  });
});
