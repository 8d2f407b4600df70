import { Button } from '@mantine/core';
import { clockWithSeconds, dayOf, shortDay, useNow } from '@hub/fhir';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useZone } from '../useZone';
import styles from './Rehearse.module.css';
import type { Case, Group } from './rehearsal';

const shownFirst = 10;

/** Messages for which the same would be otherwise; opened, each with what stands there now and what would. */
export function RehearsedGroup({ group }: { group: Group }) {
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const cases = all ? group.cases : group.cases.slice(0, shownFirst);
  const count = group.cases.length;
  return (
    <details className={styles.group} data-tone={group.tone} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{group.title}</strong>
        <span className={styles.count}>
          {count} {count === 1 ? 'message' : 'messages'}
        </span>
        {group.why && <span className={styles.why}>{group.why}</span>}
      </summary>
      {open && (
        <ul className={styles.cases}>
          {cases.map((one) => (
            <OneCase key={one.message.id} one={one} />
          ))}
        </ul>
      )}
      {open && count > cases.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          Show {count - cases.length} more
        </Button>
      )}
    </details>
  );
}

function OneCase({ one: { message, differences } }: { one: Case }) {
  const zone = useZone();
  const today = dayOf(useNow(60_000), zone);
  return (
    <li>
      <p>
        <Link to="/messages/$id" params={{ id: message.id }}>
          <code>{message.type}</code> of {shortDay(dayOf(message.received, zone), today)},{' '}
          {clockWithSeconds(message.received, zone)}
        </Link>
      </p>
      {differences.length > 0 && (
        <dl>
          {differences.map(({ reference, path, now, proposed }) => (
            <div key={`${reference} ${path}`}>
              <dt>
                {reference.split('/')[0]}.{path}
              </dt>
              <dd>
                {now === undefined ? <span>nothing</span> : <del>{now}</del>}
                <span aria-hidden> → </span>
                {proposed === undefined ? <span>nothing</span> : <ins>{proposed}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
