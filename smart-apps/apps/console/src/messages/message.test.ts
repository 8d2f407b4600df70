import type { MessageHeader } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { readFilter, queryOf } from './filter';
import { eventWords, headline, toMessage } from './message';
import { withNewest } from './useMessages';

const header: MessageHeader = {
  resourceType: 'MessageHeader',
  id: '123',
  eventCoding: { system: 'http://terminology.hl7.org/CodeSystem/v2-0003', code: 'A04' },
  source: { name: 'LAKESIDE_EHR|LAKESIDE', endpoint: 'urn:x-hub:feed:demo-ehr' },
  focus: [{ reference: 'Patient/p1' }],
  extension: [
    {
      url: 'urn:x-hub:extension:message',
      extension: [
        { url: 'state', valueCode: 'held' },
        { url: 'direction', valueCode: 'in' },
        { url: 'received', valueInstant: '2026-11-23T16:00:00Z' },
        { url: 'type', valueString: 'ADT^A04^ADT_A01' },
        { url: 'controlId', valueString: 'LFP1' },
        { url: 'attempts', valueInteger: 2 },
        { url: 'patient', valueReference: { reference: 'Patient/p1', display: 'Okonkwo, Chidi' } },
        { url: 'replaces', valueReference: { reference: 'MessageHeader/99' } },
        { url: 'decision', valueString: 'Looked up in the EHR' },
        { url: 'decidedBy', valueString: 'http://localhost:8080/fhir/Practitioner/S022' },
        {
          url: 'problem',
          extension: [
            { url: 'code', valueCode: 'UNKNOWN_CODE' },
            { url: 'severity', valueCode: 'warning' },
            { url: 'place', valueString: 'PID-8' },
            { url: 'text', valueString: 'Not in the table.' },
          ],
        },
        {
          url: 'problem',
          extension: [
            { url: 'code', valueCode: 'NO_USABLE_IDENTIFIER' },
            { url: 'severity', valueCode: 'error' },
            { url: 'place', valueString: 'PID-3' },
            { url: 'text', valueString: 'No record number.' },
          ],
        },
      ],
    },
  ],
};

describe('a message of the journal', () => {
  it('is read from its header', () => {
    expect(toMessage(header)).toMatchObject({
      id: '123',
      state: 'held',
      type: 'ADT^A04',
      sender: 'LAKESIDE_EHR · LAKESIDE',
      feed: 'demo-ehr',
      controlId: 'LFP1',
      attempts: 2,
      patient: { id: 'p1', name: 'Okonkwo, Chidi' },
      changed: ['Patient/p1'],
      replaces: '99',
      replacedBy: undefined,
      decision: 'Looked up in the EHR',
      decidedBy: 'Practitioner/S022',
    });
  });

  it('has its problems with their places, the gravest first in the list', () => {
    const message = toMessage(header);

    expect(message.problems.map((one) => [one.place, one.severity])).toEqual([
      ['PID-8', 'warning'],
      ['PID-3', 'error'],
    ]);
    expect(headline(message)).toBe('No record number.');
  });

  it('has words for what it says, and its type where there are none', () => {
    expect(eventWords({ event: 'A04', type: 'ADT^A04' })).toBe('Patient arrived');
    expect(eventWords({ event: 'Z99', type: 'ZZZ^Z99' })).toBe('ZZZ^Z99');
  });

  it('survives a header without our extension', () => {
    expect(toMessage({ resourceType: 'MessageHeader', source: { endpoint: '' } })).toMatchObject({
      state: 'received',
      problems: [],
      changed: [],
    });
  });
});

describe('the filter', () => {
  it('asks the journal, and cuts the time to the minute', () => {
    expect(
      queryOf({ state: 'held', event: 'ADT', since: 'hour' }, '100113', Date.parse('2026-11-23T16:00:31Z')),
    ).toEqual([
      ['state', 'held'],
      ['event', 'ADT'],
      ['date', 'ge2026-11-23T15:00:00.000Z'],
      ['identifier', '100113'],
    ]);
    expect(queryOf({ since: 'all' }, '', 0)).toEqual([]);
  });

  it('asks for the messages of one patient by an id, which may stand in an address', () => {
    expect(readFilter({ patient: 'p1' })).toMatchObject({ patient: 'p1' });
    expect(queryOf({ patient: 'p1', since: 'all' }, '', 0)).toEqual([['patient', 'Patient/p1']]);
  });

  it('takes from the address only what it knows', () => {
    expect(readFilter({ state: 'lost', event: 'ADT^A04', source: 'a b', since: 'week' })).toEqual({
      event: 'ADT^A04',
      since: 'week',
    });
  });
});

describe('the newest page', () => {
  const at = (id: string, received: number) => ({ ...toMessage(header), id, received });
  const ids = (data: ReturnType<typeof withNewest>) =>
    data.pages.map((page) => page.messages.map((one) => one.id).join(''));
  const loaded = {
    pageParams: [undefined, 'next'],
    pages: [
      { messages: [at('d', 4), at('c', 3)], next: 'next' },
      { messages: [at('b', 2), at('a', 1)], next: undefined },
    ],
  };

  it('comes in front of what is loaded, and nothing is there twice', () => {
    expect(ids(withNewest(loaded, { messages: [at('e', 5), at('d', 4)], next: 'x' }))).toEqual(['edc', 'ba']);
  });

  it('takes away what no longer fits', () => {
    expect(ids(withNewest(loaded, { messages: [at('d', 4), at('b', 2)], next: 'x' }))).toEqual(['db', 'a']);
  });

  it('is all there is when nothing follows it', () => {
    expect(ids(withNewest(loaded, { messages: [at('d', 4)], next: undefined }))).toEqual(['d', '']);
  });
});
