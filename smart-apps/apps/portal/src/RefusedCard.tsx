import { Button } from '@mantine/core';
import type { RuleRefusal } from '@hub/fhir/booking';
import { IconInfoCircle, IconPhone } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import styles from './RefusedCard.module.css';
import { usePortal } from './portal';

interface RefusedCardProps {
  readonly refusal: RuleRefusal;
  readonly title: string;
  readonly serviceId?: string | undefined;
  readonly siteId?: string | undefined;
}

/** Why something is not done here, and what is open instead: asking for a time, or a call. */
export function RefusedCard({ refusal, title, serviceId, siteId }: RefusedCardProps) {
  const { href } = usePortal();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className={styles.card} ref={box} tabIndex={-1} role="alert">
      <IconInfoCircle size={24} stroke={1.6} aria-hidden />
      <div>
        <strong>{title}</strong>
        <p>{refusal.text}</p>
        <div className={styles.ways}>
          {refusal.path === 'request' && (
            <Button component="a" href={href({ screen: 'ask', service: serviceId })}>
              Ask for a time
            </Button>
          )}
          <CallUs siteId={siteId} quiet={refusal.path === 'request'} />
        </div>
      </div>
    </div>
  );
}

/** The practice's number, to be called by a press. */
export function CallUs({ siteId, quiet = false }: { siteId?: string | undefined; quiet?: boolean }) {
  const phone = usePortal().phoneOf(siteId);
  if (!phone) return null;
  return (
    <Button
      component="a"
      href={`tel:${phone.replace(/[^\d+]/g, '')}`}
      variant={quiet ? 'default' : 'filled'}
      leftSection={<IconPhone size={18} stroke={1.7} aria-hidden />}
    >
      Call us: {phone}
    </Button>
  );
}
