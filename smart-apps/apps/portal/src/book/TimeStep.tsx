import { Button, Loader, NativeSelect, TextInput } from '@mantine/core';
import { clock, dayOf, isDay, longDay } from '@hub/fhir';
import { type Offer, useOffers } from '@hub/fhir/booking';
import { AfterDelay, Empty, LoadingRows } from '@hub/ui';
import { IconCalendarSearch } from '@tabler/icons-react';
import { InlineTrouble, Trouble } from '../Trouble';
import { Back } from '../Back';
import { RefusedCard } from '../RefusedCard';
import { usePortal } from '../portal';
import { spoken } from '../visits/names';
import styles from './Book.module.css';
import { type Flow, oncePerTime } from './flow';

const atOnce = 40;

/** When: the free times by day, of anybody and anywhere unless somebody or a place is chosen. */
export function TimeStep({ flow }: { flow: Flow }) {
  const { patient, practice, now, go } = usePortal();
  const { visit, draft, change, serviceId } = flow;
  const service = practice.services.find((one) => one.id === serviceId);
  const today = dayOf(now, practice.zone);
  const zone = practice.sites.find((site) => site.id === draft.siteId)?.zone ?? practice.zone;
  const from = isDay(draft.from) && draft.from > today ? draft.from : today;
  const search = {
    serviceId,
    providerId: draft.providerId,
    siteId: draft.siteId,
    patientId: patient.id,
    ignore: visit?.id,
  };
  const found = useOffers(search, from, zone, practice, true, atOnce);
  const providers = practice.providers.filter(
    (one) =>
      one.id === draft.providerId ||
      (one.siteIds.length > 0 && (draft.siteId === '' || one.siteIds.includes(draft.siteId))),
  );
  return (
    <>
      <Back to={visit ? { screen: 'visits' } : { screen: 'book' }}>{visit ? 'Your visits' : 'Kinds of visits'}</Back>
      <h1>{visit ? 'Move your visit' : 'When?'}</h1>
      <p className={styles.sub}>
        {service?.name ?? 'Visit'}
        {visit?.start !== undefined &&
          `, now on ${longDay(dayOf(visit.start, visit.zone), today)}, ${clock(visit.start, visit.zone)}${visit.providers.length > 0 ? ` with ${spoken(visit.providers)}` : ''}`}
      </p>
      <div className={styles.filters}>
        <NativeSelect
          label="With whom"
          value={draft.providerId}
          onChange={(event) => change({ providerId: event.currentTarget.value })}
          data={[{ value: '', label: 'Anybody' }, ...providers.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        {practice.sites.length > 1 && (
          <NativeSelect
            label="Where"
            value={draft.siteId}
            onChange={(event) => change({ siteId: event.currentTarget.value })}
            data={[
              { value: '', label: 'Anywhere' },
              ...practice.sites.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <TextInput
          type="date"
          label="From"
          min={today}
          value={draft.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
      </div>
      <Times
        found={found}
        flow={flow}
        today={today}
        zone={zone}
        onChoose={(offer) => {
          change({ offer });
          go(flow.look);
        }}
      />
    </>
  );
}

interface TimesProps {
  readonly found: ReturnType<typeof useOffers>;
  readonly flow: Flow;
  readonly today: string;
  readonly zone: string;
  readonly onChoose: (offer: Offer) => void;
}

function Times({ found, flow, today, zone, onChoose }: TimesProps) {
  const { practice, href } = usePortal();
  const { draft, change, serviceId } = flow;
  if (found.waiting) return <Looking />;
  if (found.error && found.days.length === 0)
    return <Trouble compact problem={found.error} doing="Free times could not be looked up" onRetry={found.again} />;
  const days = draft.providerId ? found.days : oncePerTime(found.days);
  const until = found.until !== undefined && longDay(dayOf(found.until - 1, zone), today);
  const further = (
    <Button variant="default" loading={found.waitingForMore} onClick={found.more}>
      {until ? 'Look two weeks further' : 'Show later times'}
    </Button>
  );
  const ask = (
    <Button variant="subtle" component="a" href={href({ screen: 'ask', service: serviceId })}>
      Nothing suits? Ask for a time
    </Button>
  );
  if (days.length === 0 && found.refused)
    return (
      <RefusedCard
        refusal={found.refused}
        title="This cannot be booked here"
        serviceId={serviceId}
        siteId={draft.siteId}
      />
    );
  if (days.length === 0)
    return (
      <Empty
        icon={<IconCalendarSearch size={30} stroke={1.5} />}
        title={until ? `Nothing is free until ${until}` : 'Nothing is free then'}
      >
        <div className={styles.instead}>
          {further}
          {draft.providerId && (
            <Button variant="default" onClick={() => change({ providerId: '' })}>
              With anybody
            </Button>
          )}
          {draft.siteId && (
            <Button variant="default" onClick={() => change({ siteId: '' })}>
              Anywhere
            </Button>
          )}
          {ask}
        </div>
      </Empty>
    );
  return (
    <section aria-label="Free times">
      <p role="status" className={styles.count}>
        {until ? `All free times until ${until}` : 'The next free times'}
      </p>
      {days.map(({ day, offers }) => (
        <section key={day} className={styles.day} aria-label={longDay(day, today)}>
          <h2>{longDay(day, today)}</h2>
          <ul className={styles.times}>
            {offers.map((offer) => (
              <li key={offer.key}>
                <button type="button" data-time={offer.start} onClick={() => onChoose(offer)}>
                  <strong>{clock(offer.start, offer.zone)}</strong>
                  <span>{offer.provider}</span>
                  {practice.sites.length > 1 && !draft.siteId && (
                    <span>{practice.sites.find((site) => site.id === offer.siteId)?.name}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {found.error && <InlineTrouble problem={found.error} doing="Later times could not be looked up" />}
      <div className={styles.more}>
        {further}
        {ask}
      </div>
    </section>
  );
}

/** Grey rows at once; words when it takes more than a second. */
function Looking() {
  return (
    <>
      <AfterDelay ms={1_000}>
        <p role="status" className={styles.looking}>
          <Loader size={18} /> Looking for free times…
        </p>
      </AfterDelay>
      <LoadingRows rows={5} height={64} label="Looking for free times" />
    </>
  );
}
