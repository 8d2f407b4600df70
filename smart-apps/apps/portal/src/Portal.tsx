import { type Hub, idOf, useHub, useNow } from '@hub/fhir';
import { type Practice, usePractice } from '@hub/fhir/visits';
import { Empty, LoadingRows } from '@hub/ui';
import { IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { Suspense, lazy, useEffect, useMemo, useRef, useState } from 'react';
import { Trouble } from './Trouble';
import { Frame } from './Frame';
import type { Draft } from './book/draft';
import { type Address, go, useAddress, writeAddress } from './place';
import { type Done, PortalContext, type PortalState } from './portal';
import { nameOf } from './visits/names';
import { VisitsScreen } from './visits/VisitsScreen';

const BookScreens = lazy(() => import('./book/BookScreens'));
const AskScreen = lazy(() => import('./ask/AskScreen'));

/** The patients' app: whose visits these are, and the screen that the address names. */
export function Portal() {
  const address = useAddress();
  const practice = usePractice();
  const patients = usePatients();
  const phone = practice.data?.sites.map((site) => site.phone).find(Boolean);
  const chosen = patients.data?.find((one) => one.id === address.patient) ?? patients.data?.[0];
  const failed = practice.error ? practice : patients.error ? patients : undefined;
  return (
    <Frame
      practice={practice.data?.sites.map((site) => site.organization).find(Boolean)}
      phone={phone}
      address={address}
      patients={patients.data ?? []}
      patient={chosen}
    >
      {failed ? (
        <Trouble problem={failed.error} doing="Your visits could not be loaded" onRetry={() => void failed.refetch()} />
      ) : practice.data && chosen ? (
        // Nobody's choices are another's: what was typed for one patient goes with them.
        <Screens
          key={chosen.id}
          patient={chosen}
          practice={practice.data}
          address={address}
          several={several(patients.data)}
        />
      ) : patients.data?.length === 0 ? (
        <Empty icon={<IconUserQuestion size={30} stroke={1.5} />} title="Your record is not linked yet">
          <p>Your sign-in works, but we do not know yet which record is yours. Call us{phone && ` at ${phone}`}.</p>
        </Empty>
      ) : (
        <LoadingRows rows={4} height={88} label="Loading your visits" />
      )}
    </Frame>
  );
}

const several = (patients: readonly Patient[] | undefined) => (patients?.length ?? 0) > 1;

/** Everybody whom the signed-in person sees: themselves, or whom they act for. */
function usePatients() {
  const { client, session } = useHub();
  return useQuery({
    queryKey: ['patients'],
    queryFn: async ({ signal }) => {
      const found = await client.searchAll('Patient', [['_count', '50']], signal);
      return found
        .filter((one): one is Patient => one.resourceType === 'Patient' && one.active !== false)
        .sort((a, b) => selfFirst(session, a) - selfFirst(session, b) || nameOf(a).localeCompare(nameOf(b)));
    },
    staleTime: 10 * 60_000,
  });
}

const selfFirst = (session: Hub['session'], patient: Patient) =>
  idOf(session.fhirUser, 'Patient') === patient.id ? 0 : 1;

interface ScreensProps {
  readonly patient: Patient;
  readonly practice: Practice;
  readonly address: Address;
  readonly several: boolean;
}

function Screens({ patient, practice, address, several }: ScreensProps) {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft | undefined>>>({});
  const [done, tell] = useState<Done | undefined>(undefined);
  const now = useNow(60_000);
  const forWhom = several ? patient.id : undefined;
  const portal = useMemo<PortalState>(
    () => ({
      patient,
      practice,
      now,
      phoneOf: (siteId) =>
        practice.sites.find((site) => site.id === siteId)?.phone ??
        practice.sites.map((site) => site.phone).find(Boolean),
      go: (place, replace) => go({ place, patient: forWhom }, replace),
      href: (place) => writeAddress({ place, patient: forWhom }),
      draft: (key) => drafts[key],
      keep: (key, draft) => setDrafts((all) => ({ ...all, [key]: draft })),
      done,
      tell,
    }),
    [patient, practice, now, forWhom, drafts, done],
  );
  return (
    <PortalContext value={portal}>
      <Screen address={address} />
    </PortalContext>
  );
}

function Screen({ address: { place } }: { address: Address }) {
  useFreshPage(JSON.stringify(place));
  const loading = <LoadingRows rows={4} height={64} label="Loading" />;
  switch (place.screen) {
    case 'visits':
      return <VisitsScreen />;
    case 'ask':
      return (
        <Suspense fallback={loading}>
          <AskScreen serviceId={place.service} />
        </Suspense>
      );
    default:
      return (
        <Suspense fallback={loading}>
          <BookScreens place={place} />
        </Suspense>
      );
  }
}

/** A new place begins at its top, and is heard: its heading takes the focus, but not when the app is opened. */
function useFreshPage(place: string): void {
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    document.getElementById('main')?.scrollTo(0, 0);
    // After a part that is fetched has been drawn.
    const timer = setInterval(() => {
      const heading = document.querySelector<HTMLElement>('main h1');
      if (!heading) return;
      clearInterval(timer);
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }, 30);
    return () => clearInterval(timer);
  }, [place]);
}
