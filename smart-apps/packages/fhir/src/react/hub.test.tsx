import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { testHub } from '../testing';
import { useAllowed } from './hub';

it('answers from the scopes that were granted, not those that were asked for', () => {
  const { wrapper } = testHub({}, 'user/Appointment.rs');

  expect(renderHook(() => useAllowed('Appointment', 'r'), { wrapper }).result.current).toBe(true);
  expect(renderHook(() => useAllowed('Appointment', 'u'), { wrapper }).result.current).toBe(false);
});
