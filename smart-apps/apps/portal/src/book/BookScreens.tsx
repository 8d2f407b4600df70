import { Button } from '@mantine/core';
import { Empty, LoadingRows } from '@hub/ui';
import { IconCalendarX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Trouble } from '../Trouble';
import type { Place } from '../place';
import { usePortal } from '../portal';
import { useVisits } from '../visits/useVisits';
import type { Visit } from '../visits/visit';
import { DoneScreen } from './DoneScreen';
import { KindStep } from './KindStep';
import { LookStep } from './LookStep';
import { TimeStep } from './TimeStep';
import { useFlow } from './flow';

/** The steps of booking and of moving a visit, each at its own address, so that the phone's way back leads one step back. */
export default function BookScreens({ place }: { place: Exclude<Place, { screen: 'visits' | 'ask' }> }) {
  switch (place.screen) {
    case 'book':
      return <KindStep />;
    case 'times':
    case 'look':
      return <Step serviceId={place.service} looking={place.screen === 'look'} />;
    case 'move':
    case 'move-look':
      return <Moving id={place.visit} looking={place.screen === 'move-look'} />;
    case 'done':
      return <DoneScreen />;
  }
}

function Step({ serviceId, visit, looking }: { serviceId: string; visit?: Visit; looking: boolean }) {
  const { go } = usePortal();
  const flow = useFlow(serviceId, visit);
  const tooSoon = looking && !flow.draft.offer;
  // The page was loaded anew: what was chosen is not known any more.
  useEffect(() => {
    if (tooSoon) go(flow.times, true);
  });
  if (tooSoon) return null;
  return looking && flow.draft.offer ? <LookStep flow={flow} offer={flow.draft.offer} /> : <TimeStep flow={flow} />;
}

function Moving({ id, looking }: { id: string; looking: boolean }) {
  const { patient, practice, href } = usePortal();
  const { data, error, refetch } = useVisits(patient.id ?? '', practice);
  const visit = data?.find((one) => one.id === id);
  if (visit?.serviceId) return <Step serviceId={visit.serviceId} visit={visit} looking={looking} />;
  if (error) return <Trouble problem={error} doing="The visit could not be loaded" onRetry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={4} height={64} label="Loading the visit" />;
  return (
    <Empty icon={<IconCalendarX size={30} stroke={1.5} />} title="This visit cannot be moved here">
      <Button mt="xs" component="a" href={href({ screen: 'visits' })}>
        Your visits
      </Button>
    </Empty>
  );
}
