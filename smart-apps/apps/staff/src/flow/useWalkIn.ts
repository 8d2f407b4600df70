import { bestName, idOf, sortName, useHub } from '@hub/fhir';
import { notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Parameters, ParametersParameter, Patient } from 'fhir/r4';
import { type FormEvent, useRef, useState } from 'react';
import { type Wrong, refusalOf } from '../booking/refusal';
import type { Shown } from '../booking/useBooking';
import type { Practice } from '@hub/fhir/visits';
import { appointmentIn } from '../visits/changes';

/** Somebody whom the practice does not know yet, with what the desk asks first. */
export interface Newcomer {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly phone: string;
}

/** What the desk has said about somebody who is here without a booking. */
export interface Coming {
  readonly patient: Patient | undefined;
  /** Undefined while somebody is looked for who is known. */
  readonly newcomer: Newcomer | undefined;
  readonly service: string;
  /** Whoever is free, when empty: the visit waits in nobody's calendar. */
  readonly provider: string;
  readonly site: string;
  readonly comment: string;
}

export type WrongPart = Wrong & Partial<Record<keyof Newcomer, string>>;

export const nobody: Newcomer = { family: '', given: '', birthDate: '', phone: '' };

export function walkInInput(patientId: string, { service, provider, site, comment }: Coming): Parameters {
  const reference = (name: string, type: string, id: string): ParametersParameter[] =>
    id ? [{ name, valueReference: { reference: `${type}/${id}` } }] : [];
  return {
    resourceType: 'Parameters',
    parameter: [
      ...reference('patient-reference', 'Patient', patientId),
      ...reference('service-type-reference', 'HealthcareService', service),
      ...reference('practitioner', 'Practitioner', provider),
      ...reference('location-reference', 'Location', site),
      ...(comment.trim() ? [{ name: 'comment', valueString: comment.trim() }] : []),
    ],
  };
}

/** Registers who is here without a booking; who is new to the practice first of all. */
export function useWalkIn(shown: Shown, practice: Practice, onDone: (appointmentId: string) => void) {
  const { client } = useHub();
  const queries = useQueryClient();
  const frame = useRef<HTMLDivElement>(null);
  const [coming, setComing] = useState<Coming>({
    patient: undefined,
    newcomer: undefined,
    service: '',
    provider: '',
    site: shown.siteId ?? (practice.sites.length === 1 ? (practice.sites[0]?.id ?? '') : ''),
    comment: '',
  });
  const [wrong, setWrong] = useState<WrongPart>({});
  /** Who has been registered, so that a second try registers nobody twice. */
  const registered = useRef<string | undefined>(undefined);

  async function register(who: Newcomer): Promise<string> {
    if (registered.current) return registered.current;
    const answer = await client.transaction({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: `urn:uuid:${crypto.randomUUID()}`,
          resource: patientOf(who),
          request: { method: 'POST', url: 'Patient' },
        },
      ],
    });
    const id = /Patient\/([^/]+)/.exec(answer.entry?.[0]?.response?.location ?? '')?.[1];
    if (!id) throw new Error('the hub did not say whom it registered');
    registered.current = id;
    return id;
  }

  const saving = useMutation({
    mutationFn: async () => {
      const id = coming.newcomer ? await register(coming.newcomer) : (coming.patient?.id ?? '');
      return client.perform<Bundle>('Appointment/$walk-in', walkInInput(id, coming));
    },
    onSuccess: (answer) => {
      for (const key of ['day', 'patient']) void queries.invalidateQueries({ queryKey: [key] });
      const name = coming.newcomer
        ? `${coming.newcomer.family}, ${coming.newcomer.given}`
        : (sortName(bestName(coming.patient?.name)) ?? 'The patient');
      const appointment = appointmentIn(answer);
      const providerId = appointment.participant.map(({ actor }) => idOf(actor, 'Practitioner')).find(Boolean);
      const provider = providerId && practice.providerOf(providerId)?.name;
      notifyDone(
        appointment.slot?.length
          ? `${name} is here, with ${provider ?? 'a provider'} now`
          : `${name} is in the queue: no time is free now`,
      );
      onDone(appointment.id ?? '');
    },
    onError: (problem) => {
      setWrong(refusalOf(problem, practice)?.wrong ?? {});
      focusWrong();
    },
  });

  function focusWrong(): void {
    setTimeout(() => frame.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), 0);
  }

  function change(what: Partial<Coming>): void {
    setComing((now) => ({ ...now, ...what }));
    setWrong({});
    if ('newcomer' in what) registered.current = undefined;
    saving.reset();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const missing = missingIn(coming);
    setWrong(missing);
    if (Object.keys(missing).length > 0) focusWrong();
    else saving.mutate();
  }

  return { coming, change, wrong, saving, submit, frame };
}

function missingIn({ patient, newcomer, service }: Coming): WrongPart {
  return {
    ...(newcomer || patient ? {} : { patient: 'Choose who has come, or add somebody new.' }),
    ...(newcomer && !newcomer.family.trim() ? { family: 'Write the family name.' } : {}),
    ...(newcomer && !newcomer.given.trim() ? { given: 'Write the first name.' } : {}),
    ...(newcomer && !newcomer.birthDate ? { birthDate: 'Write the birth date.' } : {}),
    ...(service ? {} : { service: 'Choose the visit type.' }),
  };
}

function patientOf({ family, given, birthDate, phone }: Newcomer): Patient {
  return {
    resourceType: 'Patient',
    active: true,
    name: [{ use: 'official', family: family.trim(), given: [given.trim()] }],
    birthDate,
    ...(phone.trim() ? { telecom: [{ system: 'phone' as const, use: 'mobile' as const, value: phone.trim() }] } : {}),
  };
}
