import type { Appointment, Communication, Parameters } from 'fhir/r4';
import { Refusal } from './refusal';
import type { Store } from './store';

const author = 'urn:x-hub:reminders';
const contactUrl = 'urn:x-hub:extension:contact';
const gatewayUrl = 'urn:x-hub:extension:gateway';
const hour = 3_600_000;
const seeded = 6;

/** Reminders as the real hub leaves them in the record, and what comes of an answer: the words alone, without its rules. */
export class Messages {
  private last = 0;

  constructor(private readonly store: Store) {}

  /** What was sent this morning about the next visits: one of each kind. */
  plan(now: number): void {
    const coming = this.store
      .all<Appointment>('Appointment')
      .filter((one) => one.status === 'booked' && Date.parse(one.start ?? '') > now + 24 * hour && patientOf(one))
      .sort((a, b) => (a.start ?? '').localeCompare(b.start ?? ''))
      .slice(0, seeded);
    coming.forEach((visit, index) => {
      const when = now - (index + 1) * 7 * 60_000;
      const sent = new Date(when).toISOString();
      if (index === 2) this.keep({ ...about(visit), status: 'not-done', statusReason: { text: noWay } }, when);
      else if (index === 3)
        this.keep(
          {
            ...about(visit, 'email', 'patient@example.org'),
            status: 'completed',
            sent,
            payload: [
              { contentString: `Hello,\n\nyou have an appointment with Lakeside Family Practice.` },
              { contentAttachment: { contentType: 'text/calendar', title: 'Your appointment' } },
            ],
          },
          when,
        );
      else
        this.keep(
          {
            ...about(visit, 'sms', `+1847555017${index}`),
            status: 'completed',
            sent,
            payload: [
              {
                contentString:
                  'Lakeside Family Practice: you have an appointment. Reply YES to confirm or NO to cancel. Call 847-555-0100',
              },
            ],
          },
          when,
        );
      this.store.put(
        {
          resourceType: 'CommunicationRequest',
          id: `request-${visit.id}`,
          status: 'active',
          subject: patientOf(visit),
          about: [{ reference: `Appointment/${visit.id}` }],
          medium: [medium('sms')],
          occurrenceDateTime: new Date(Date.parse(visit.start ?? '') - 2 * hour).toISOString(),
        },
        author,
        false,
      );
    });
  }

  reply(id: string, input: Parameters): Parameters {
    const message = this.store.get<Communication>(`Communication/${id}`);
    if (!message) throw new Refusal(404, 'There is no such message.');
    const text = input.parameter?.find((one) => one.name === 'text')?.valueString?.trim();
    if (!text) throw new Refusal(422, 'Say what the patient answers, in 480 letters at the most.');
    const visit = this.store.get<Appointment>(message.about?.[0]?.reference);
    const contact = message.extension?.find(({ url }) => url === contactUrl)?.valueString ?? '';
    if (!visit || contact.startsWith('+') === false)
      throw new Refusal(422, 'Only a text message that went to nobody can be answered like this.');
    const came = about(visit, 'sms', contact);
    this.keep({
      ...came,
      status: 'completed',
      received: new Date().toISOString(),
      extension: came.extension?.filter(({ url }) => url === contactUrl),
      payload: [{ contentString: text }],
    });
    this.keep({
      ...about(visit, 'sms', contact),
      status: 'completed',
      sent: new Date().toISOString(),
      payload: [{ contentString: this.answer(text.toLowerCase(), visit) }],
    });
    return { resourceType: 'Parameters' };
  }

  private answer(text: string, visit: Appointment): string {
    if (text === 'yes') {
      const participant = visit.participant.map((one) =>
        one.actor?.reference?.startsWith('Patient/') ? { ...one, status: 'accepted' as const } : one,
      );
      this.store.put({ ...visit, participant }, author);
      return 'Thank you. We look forward to seeing you.';
    }
    if (text === 'no') {
      this.store.put({ ...visit, status: 'cancelled' }, author);
      return 'Your appointment is cancelled. Call 847-555-0100 for another.';
    }
    if (text === 'cancel') return 'Reply NO to cancel your appointment, or STOP to get no more messages.';
    if (text === 'stop') return 'Lakeside Family Practice: you will get no more messages.';
    return 'Lakeside Family Practice has got your message and will read it in office hours.';
  }

  private keep(message: Omit<Communication, 'id'>, when?: number): void {
    this.last += 1;
    const stored = this.store.put({ ...message, id: `message-${this.last}` }, author, when === undefined);
    if (when !== undefined) this.store.date(stored, when);
  }
}

const noWay = 'There is no number or address at which the patient may be reached.';

const medium = (code: string) => ({ coding: [{ system: 'urn:x-hub:medium', code }] });

const patientOf = (visit: Appointment) =>
  visit.participant.find((one) => one.actor?.reference?.startsWith('Patient/'))?.actor;

function about(visit: Appointment, way?: 'sms' | 'email', contact?: string): Omit<Communication, 'id' | 'status'> {
  const reference = patientOf(visit)?.reference ?? '';
  return {
    resourceType: 'Communication',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/communication-category', code: 'reminder' }] },
    ],
    subject: { reference },
    about: [{ reference: `Appointment/${visit.id}` }],
    ...(way ? { medium: [medium(way)] } : {}),
    ...(contact
      ? {
          extension: [
            { url: contactUrl, valueString: contact },
            { url: gatewayUrl, valueCode: 'sandbox' },
          ],
        }
      : {}),
  };
}
