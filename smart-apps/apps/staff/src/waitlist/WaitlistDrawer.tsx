import { Button, CloseButton, Drawer, NativeSelect, SegmentedControl } from '@mantine/core';
import { useAllowed } from '@hub/fhir';
import { Empty, LoadingRows, Problem, useReturnFocus } from '@hub/ui';
import { IconHourglass, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Practice } from '@hub/fhir/visits';
import { AddEntry, type WaitlistStart } from './AddEntry';
import { EntryRow } from './EntryRow';
import styles from './Waitlist.module.css';
import { useWaitlist } from './useWaitlist';

interface WaitlistDrawerProps {
  readonly practice: Practice;
  /** Begins with adding somebody, who could not be given a time. */
  readonly begin: WaitlistStart | undefined;
  readonly onPatient: (id: string) => void;
  readonly onClose: () => void;
}

/** Who waits for a time: offers under way first, with the time that is left. */
export default function WaitlistDrawer({ practice, begin, onPatient, onClose }: WaitlistDrawerProps) {
  const waitlist = useWaitlist(practice);
  const { entries } = waitlist;
  const [adding, setAdding] = useState<WaitlistStart | undefined>(begin);
  const [shown, setShown] = useState('all');
  const [service, setService] = useState('');
  const mayAdd = useAllowed('Appointment', 'c');
  useReturnFocus('[data-waitlist]');
  const services = [...new Set(entries?.map((one) => one.service))].sort();
  const offers = entries?.filter((one) => one.offer).length ?? 0;
  const here = entries?.filter((one) => (shown === 'all' || one.offer) && (!service || one.service === service));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(580px, 100%)"
      padding={0}
      withCloseButton={false}
      closeOnClickOutside={!adding}
      attributes={{ content: { 'aria-label': 'Waitlist' } }}
      styles={{ body: { height: '100%' } }}
      transitionProps={{ duration: 120 }}
    >
      <div className={styles.frame}>
        <div className={styles.head}>
          <h2>{adding ? 'Add to the waitlist' : 'Waitlist'}</h2>
          <CloseButton size="lg" aria-label="Close" onClick={onClose} />
        </div>
        {adding ? (
          <AddEntry
            begin={adding}
            practice={practice}
            today={waitlist.today}
            adding={waitlist.adding}
            onDone={() => setAdding(undefined)}
          />
        ) : (
          <>
            <div className={styles.tools}>
              <SegmentedControl
                size="sm"
                aria-label="Who is shown"
                value={shown}
                onChange={setShown}
                data={[
                  { value: 'all', label: `All${entries ? ` (${entries.length})` : ''}` },
                  { value: 'offers', label: `On offer${entries ? ` (${offers})` : ''}` },
                ]}
              />
              {services.length > 1 && (
                <NativeSelect
                  aria-label="Visit type"
                  value={service}
                  onChange={(event) => setService(event.currentTarget.value)}
                  data={[
                    { value: '', label: 'All visit types' },
                    ...services.map((one) => ({ value: one, label: one })),
                  ]}
                />
              )}
              {mayAdd && (
                <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding({})}>
                  Add
                </Button>
              )}
            </div>
            <div className={styles.body}>
              {waitlist.error && !entries && (
                <Problem
                  compact
                  problem={waitlist.error}
                  doing="The waitlist could not be loaded"
                  onRetry={waitlist.again}
                />
              )}
              {!entries && !waitlist.error && <LoadingRows rows={4} height={84} label="Loading the waitlist" />}
              {here?.length === 0 && (
                <Empty
                  icon={<IconHourglass size={30} stroke={1.5} />}
                  title={
                    entries?.length === 0
                      ? 'Nobody waits'
                      : shown === 'offers'
                        ? 'Nothing is on offer'
                        : 'Nobody waits for this'
                  }
                >
                  <p>
                    {entries?.length === 0
                      ? 'When nothing is free for somebody, add them here. A time that is freed is offered to them by itself.'
                      : 'A time that is freed is offered by itself to whom it suits.'}
                  </p>
                </Empty>
              )}
              {here && here.length > 0 && (
                <ul className={styles.entries} aria-label="Who waits">
                  {here.map((entry) => (
                    <EntryRow
                      key={entry.id}
                      entry={entry}
                      waitlist={waitlist}
                      onPatient={() => {
                        onPatient(entry.patientId);
                        onClose();
                      }}
                    />
                  ))}
                </ul>
              )}
            </div>
          </>
        )}
      </div>
    </Drawer>
  );
}
