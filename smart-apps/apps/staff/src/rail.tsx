import { useAllowed } from '@hub/fhir';
import type { RailItem } from '@hub/ui';
import { IconCalendarTime, IconInbox, IconListCheck, IconMessages, IconSearch } from '@tabler/icons-react';
import { useRequestCount } from './requests/useRequests';

const icon = { size: 22, stroke: 1.6 };

/** The places of the front desk's app. On the day itself people are found at once; elsewhere the way leads back there. */
export function useRail(
  chosen: 'day' | 'requests' | 'rules' | 'messages',
  onDay?: () => void,
  onFind?: () => void,
): RailItem[] {
  const mayBook = useAllowed('Appointment', 'c');
  const mayAnswer = useAllowed('Task', 'u') && mayBook;
  const seesMessages = useAllowed('Communication', 's');
  const waiting = useRequestCount(mayAnswer);
  const day = { id: 'day', label: 'Day', icon: <IconCalendarTime {...icon} />, chosen: chosen === 'day' };
  return [
    onDay ? { ...day, onClick: onDay } : { ...day, href: '#/day/today' },
    ...(mayAnswer
      ? [
          {
            id: 'requests',
            label: 'Requests',
            icon: <IconInbox {...icon} />,
            chosen: chosen === 'requests',
            href: '#/requests',
            count: waiting,
          },
        ]
      : []),
    ...(seesMessages
      ? [
          {
            id: 'messages',
            label: 'Messages',
            icon: <IconMessages {...icon} />,
            chosen: chosen === 'messages',
            href: '#/messages',
          },
        ]
      : []),
    ...(mayBook
      ? [
          {
            id: 'rules',
            label: 'Rules',
            icon: <IconListCheck {...icon} />,
            chosen: chosen === 'rules',
            href: '#/rules',
            hint: 'Booking rules',
          },
        ]
      : []),
    ...(onFind
      ? [
          {
            id: 'find',
            label: 'Find',
            icon: <IconSearch {...icon} />,
            chosen: false,
            onClick: onFind,
            hint: 'Find a patient (/)',
          },
        ]
      : []),
  ];
}
