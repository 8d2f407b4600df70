import { expect, it } from 'vitest';
import { EventStreamReader } from './eventStream';

it('puts events together from whatever pieces the network delivers', () => {
  const reader = new EventStreamReader();
  const text =
    ': hello\n\nid: 7\nevent: change\ndata: {"reference":"Appointment/a"}\n\nevent: message\r\ndata: one\r\ndata: two\r\n\r\n';

  const events = [...text].flatMap((letter) => reader.read(letter));

  expect(events).toEqual([
    { event: 'change', data: '{"reference":"Appointment/a"}', id: '7' },
    { event: 'message', data: 'one\ntwo', id: '7' },
  ]);
});

it('takes a heartbeat for nothing', () => {
  expect(new EventStreamReader().read(': still here\n\n')).toEqual([]);
});
