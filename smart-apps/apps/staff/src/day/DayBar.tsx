import { ActionIcon, Button, Menu, Popover, Tooltip } from '@mantine/core';
import { addDays, longDay, shortDay } from '@hub/fhir';
import { Freshness, KeyName } from '@hub/ui';
import {
  IconCheck,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconMapPin,
  IconSearch,
} from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import type { Site } from '@hub/fhir/visits';
import styles from './Day.module.css';

const DayPicker = lazy(() => import('./DayPicker'));

interface DayBarProps {
  readonly day: string;
  readonly today: string;
  readonly sites: readonly Site[];
  readonly siteId: string | undefined;
  readonly phone: boolean;
  readonly onDay: (day: string) => void;
  readonly onSite: (siteId: string | undefined) => void;
  readonly onSearch: () => void;
}

/** Which day and where, the search for people, and how fresh all this is. */
export function DayBar({ day, today, sites, siteId, phone, onDay, onSite, onSearch }: DayBarProps) {
  const [picking, setPicking] = useState(false);
  const siteName = sites.find((site) => site.id === siteId)?.name ?? 'All locations';
  return (
    <>
      <div className={styles.days}>
        <ActionIcon variant="default" size={34} aria-label="The day before" onClick={() => onDay(addDays(day, -1))}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        {!phone && (
          <Tooltip label="Today (T)">
            <Button
              variant="default"
              size="compact-md"
              h={34}
              px={12}
              onClick={() => onDay(today)}
              c={day === today ? 'var(--accent)' : undefined}
              aria-current={day === today ? 'date' : undefined}
            >
              Today
            </Button>
          </Tooltip>
        )}
        <ActionIcon variant="default" size={34} aria-label="The day after" onClick={() => onDay(addDays(day, 1))}>
          <IconChevronRight size={18} />
        </ActionIcon>
      </div>
      <Popover opened={picking} onChange={setPicking} position="bottom-start" shadow="md" trapFocus>
        <Popover.Target>
          <button type="button" className={styles.date} onClick={() => setPicking(!picking)} aria-expanded={picking}>
            <h1>{phone ? shortDay(day, today) : longDay(day, today)}</h1>
            <IconChevronDown size={16} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense fallback={<div className={styles.pickerSpace} />}>
            <DayPicker
              day={day}
              today={today}
              onDay={(next) => {
                setPicking(false);
                onDay(next);
              }}
            />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      {sites.length > 1 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={styles.site} aria-label={`Location: ${siteName}`}>
              <IconMapPin size={16} stroke={1.7} aria-hidden />
              <span>{siteName}</span>
              <IconChevronDown size={15} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {[undefined, ...sites].map((site) => (
              <Menu.Item
                key={site?.id ?? 'all'}
                onClick={() => onSite(site?.id)}
                rightSection={site?.id === siteId ? <IconCheck size={15} aria-label="chosen" /> : undefined}
              >
                {site?.name ?? 'All locations'}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <span className={styles.space} />
      {!phone && (
        <button type="button" className={styles.search} onClick={onSearch} aria-label="Find a patient">
          <IconSearch size={17} stroke={1.8} aria-hidden />
          <span>Find a patient</span>
          <KeyName name="/" />
        </button>
      )}
      <Freshness compact={phone} />
    </>
  );
}
