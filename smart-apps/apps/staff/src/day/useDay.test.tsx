import { type LiveEvent } from '@hub/fhir';
import { searchset, testHub } from '@hub/fhir/testing';
import { renderHook, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { appointment, okonkwo, practice } from '../fixtures';
import { useDay } from './useDay';

const day = '2026-11-23';
const change: LiveEvent = { kind: 'change', reference: 'Appointment/a1', version: '3' };

/** A hub whose stream the test speaks for. */
function desk(answers: Parameters<typeof testHub>[0]) {
  const hub = testHub(answers);
  const listeners = new Set<(event: LiveEvent) => void>();
  vi.spyOn(hub.hub.live, 'listen').mockImplementation((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  return { ...hub, tell: (event: LiveEvent) => listeners.forEach((listener) => listener(event)) };
}

it('shows what was booked while the day was being read and came too late for the answer', async () => {
  const hub = desk({
    'GET Appointment?date': () => {
      hub.tell(change);
      return searchset();
    },
    'GET Appointment?_id=a1': searchset(appointment(), okonkwo),
  });

  const { result } = renderHook(() => useDay(day, practice), { wrapper: hub.wrapper });

  await waitFor(() => expect(result.current.visits).toHaveLength(1));
});

it('is not put back by a reading that began before the change', async () => {
  let readings = 0;
  const hub = desk({
    'GET Appointment?date': async () => {
      readings += 1;
      if (readings === 2) {
        hub.tell(change);
        await new Promise((resolve) => setTimeout(resolve, 500)); // Longer than changes are gathered.
      }
      return searchset();
    },
    'GET Appointment?_id=a1': searchset(appointment(), okonkwo),
  });
  const { result } = renderHook(() => useDay(day, practice), { wrapper: hub.wrapper });
  await waitFor(() => expect(result.current.visits).toEqual([]));

  hub.tell({ kind: 'resync' });

  await waitFor(() => expect(hub.queries.isFetching()).toBe(0), { timeout: 2_000 });
  await waitFor(() => expect(result.current.visits).toHaveLength(1));
  expect(readings).toBe(2);
});
