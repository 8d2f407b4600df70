import { expect, it, vi } from 'vitest';
import { type Grant, Session } from './session';

const grant = (accessToken: string, seconds = 3600): Grant => ({
  accessToken,
  scope: 'user/Patient.rs',
  fhirUser: 'Practitioner/1',
  idToken: undefined,
  expiresAt: Date.now() + seconds * 1_000,
});

it('renews the token before it runs out', async () => {
  const refresh = vi.fn(async () => grant('new'));
  const session = new Session(grant('old', 30), refresh);

  expect(await session.token()).toBe('new');
  expect(await session.token()).toBe('new');
  expect(refresh).toHaveBeenCalledOnce();
});

it('renews once however many requests were refused at the same time', async () => {
  const refresh = vi.fn(async () => grant('new'));
  const session = new Session(grant('old'), refresh);

  expect(await Promise.all([session.renew('old'), session.renew('old')])).toEqual(['new', 'new']);
  expect(await session.renew('old')).toBe('new');
  expect(refresh).toHaveBeenCalledOnce();
});

it('lets requests wait for a new sign-in when it cannot renew', async () => {
  const session = new Session(grant('old'), () => Promise.reject(new Error('expired')));
  const waiting = session.renew('old');
  await vi.waitFor(() => expect(session.current()).toBe('ended'));

  session.signedInAgain(grant('again'));

  expect(await waiting).toBe('again');
  expect(session.current()).toBe('open');
});
