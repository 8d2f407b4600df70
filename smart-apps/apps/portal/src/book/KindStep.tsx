import { Empty, LoadingRows } from '@hub/ui';
import { Button } from '@mantine/core';
import { IconCalendarOff, IconChevronRight } from '@tabler/icons-react';
import { Trouble } from '../Trouble';
import { CallUs } from '../RefusedCard';
import { usePortal } from '../portal';
import { nameOf, spoken } from '../visits/names';
import styles from './Book.module.css';
import { byReason, useBookable } from './bookable';

/** What kind of visit: those that can be booked here, then the others, each with its reason and what is open instead. */
export function KindStep() {
  const { patient, href } = usePortal();
  const { data, error, refetch } = useBookable(patient.id ?? '');
  const open = data?.filter((one) => !one.refused) ?? [];
  const closed = data?.filter((one) => one.refused) ?? [];
  return (
    <>
      <h1>What kind of visit?</h1>
      <p className={styles.sub}>For {nameOf(patient)}</p>
      {error && (
        <Trouble problem={error} doing="The kinds of visits could not be loaded" onRetry={() => void refetch()} />
      )}
      {!data && !error && <LoadingRows rows={6} height={52} label="Loading the kinds of visits" />}
      {data && open.length === 0 && (
        <Empty icon={<IconCalendarOff size={30} stroke={1.5} />} title="Nothing can be booked here just now">
          <p>{closed.length > 0 ? 'Below is why, and what you can do.' : 'Please call us.'}</p>
          {closed.length === 0 && <CallUs />}
        </Empty>
      )}
      {open.length > 0 && (
        <ul className={styles.kinds} aria-label="Book online">
          {open.map((kind) => (
            <li key={kind.id}>
              <a href={href({ screen: 'times', service: kind.id })}>
                {kind.name}
                <IconChevronRight size={20} stroke={1.7} aria-hidden />
              </a>
            </li>
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <section className={styles.closed} aria-labelledby="not-here">
          <h2 id="not-here">Not to be booked here</h2>
          <ul>
            {closed
              .filter((one) => one.refused?.path === 'request')
              .map(({ id, name, refused }) => (
                <li key={id}>
                  <strong>{name}</strong>
                  <p>{refused?.text}</p>
                  <Button
                    variant="default"
                    component="a"
                    href={href({ screen: 'ask', service: id })}
                    aria-label={`Ask for a time: ${name}`}
                  >
                    Ask for a time
                  </Button>
                </li>
              ))}
            {byReason(closed).map(({ text, names }) => (
              <li key={text}>
                <strong>{spoken(names)}</strong>
                <p>{text}</p>
                <CallUs quiet />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
