import { useAllowed, useFeeds, useUserAndApps } from '@hub/fhir';
import { Freshness, Shell, useKeys } from '@hub/ui';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import {
  IconAlertTriangle,
  IconApps,
  IconEyeSearch,
  IconListSearch,
  IconPlugConnected,
  IconShieldCheck,
  IconUrgent,
  IconUsers,
} from '@tabler/icons-react';
import { createContext, use, useMemo, useState } from 'react';
import styles from './Frame.module.css';
import { useCases } from './access/useCases';

interface FrameState {
  /** What was typed to find a person's messages: kept here while one moves between screens, never in the address. */
  readonly identifier: string;
  readonly setIdentifier: (text: string) => void;
  readonly setBar: (bar: HTMLElement | null) => void;
  readonly bar: HTMLElement | null;
}

const FrameContext = createContext<FrameState>({
  identifier: '',
  setIdentifier: () => undefined,
  setBar: () => undefined,
  bar: null,
});

export function useFrame(): FrameState {
  return use(FrameContext);
}

const icon = { size: 22, stroke: 1.6 };

/** The console's frame: messages, what is held, and the feeds. */
export function Frame() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [identifier, setIdentifier] = useState('');
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const { feeds } = useFeeds();
  const seesMessages = useAllowed('MessageHeader', 's');
  const readsAudit = useAllowed('AuditEvent', 's');
  const reviews = useUserAndApps().data?.user.reviewsAccess ?? false;
  const { data: cases } = useCases(reviews);
  const waiting = (cases ?? []).filter((one) => one.reviewedBy === undefined).length;
  const letsPeopleIn = useUserAndApps().data?.user.people ?? false;
  const registersApps = useUserAndApps().data?.user.clients ?? false;
  const held = (feeds ?? []).reduce((sum, feed) => sum + feed.held + (feed.sending?.failed ?? 0), 0);
  const state = useMemo(() => ({ identifier, setIdentifier, bar, setBar }), [identifier, bar]);
  useKeys([
    { key: 'g', label: 'Messages', group: 'Move around', run: () => void navigate({ to: '/messages', search: {} }) },
    { key: 'h', label: 'What is held', group: 'Move around', run: () => void navigate({ to: '/held' }) },
    { key: 'f', label: 'Feeds', group: 'Move around', run: () => void navigate({ to: '/feeds' }) },
    ...(readsAudit
      ? [{ key: 'a', label: 'Audit', group: 'Move around', run: () => void navigate({ to: '/audit', search: {} }) }]
      : []),
  ]);
  const messages = [
    {
      id: 'messages',
      label: 'Messages',
      icon: <IconListSearch {...icon} />,
      chosen: pathname.startsWith('/messages'),
      href: '#/messages',
    },
    {
      id: 'held',
      label: 'Held',
      icon: <IconAlertTriangle {...icon} />,
      chosen: pathname === '/held',
      href: '#/held',
      count: held,
    },
    {
      id: 'feeds',
      label: 'Feeds',
      icon: <IconPlugConnected {...icon} />,
      chosen: pathname.startsWith('/feeds'),
      href: '#/feeds',
    },
  ];
  const review = [
    {
      id: 'access',
      label: 'Access',
      icon: <IconEyeSearch {...icon} />,
      chosen: pathname === '/access',
      href: '#/access',
    },
    {
      id: 'emergencies',
      label: 'Reviews',
      icon: <IconUrgent {...icon} />,
      chosen: pathname === '/emergencies',
      href: '#/emergencies',
      count: waiting,
    },
  ];
  const audit = [
    {
      id: 'audit',
      label: 'Audit',
      icon: <IconShieldCheck {...icon} />,
      chosen: pathname.startsWith('/audit'),
      href: '#/audit',
    },
  ];
  const people = [
    {
      id: 'people',
      label: 'People',
      icon: <IconUsers {...icon} />,
      chosen: pathname === '/people',
      href: '#/people',
    },
  ];
  const apps = [
    {
      id: 'apps',
      label: 'Apps',
      icon: <IconApps {...icon} />,
      chosen: pathname === '/apps',
      href: '#/apps',
    },
  ];
  const items = [
    ...(seesMessages ? messages : []),
    ...(readsAudit ? audit : []),
    ...(reviews ? review : []),
    ...(letsPeopleIn ? people : []),
    ...(registersApps ? apps : []),
  ];
  return (
    <FrameContext value={state}>
      <Shell app="Console" items={items} bar={<Bar />}>
        <Outlet />
      </Shell>
    </FrameContext>
  );
}

function Bar() {
  const { setBar } = useFrame();
  return (
    <>
      <div className={styles.bar} ref={setBar} />
      <Freshness />
    </>
  );
}
