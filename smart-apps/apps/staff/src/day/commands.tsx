import { addDays } from '@hub/fhir';
import {
  IconCalendar,
  IconCalendarDown,
  IconCalendarPlus,
  IconCalendarUp,
  IconColumns3,
  IconHome,
  IconHourglass,
  IconLayoutList,
  IconMapPin,
} from '@tabler/icons-react';
import type { Command } from '../palette/Palette';
import type { Practice } from '@hub/fhir/visits';
import type { Place } from './place';
import { groupings } from './columns';

const icon = { size: 18, stroke: 1.6 };

/** Everything on the day screen that can be reached by its name. */
export function dayCommands(
  { go, day }: Place,
  practice: Practice,
  onBook: (() => void) | undefined,
  onWaitlist: () => void,
): Command[] {
  return [
    ...(onBook
      ? [{ id: 'book', label: 'New appointment', hint: 'b', icon: <IconCalendarPlus {...icon} />, run: onBook }]
      : []),
    { id: 'waitlist', label: 'Waitlist', icon: <IconHourglass {...icon} />, run: onWaitlist },
    { id: 'today', label: 'Go to today', hint: 't', icon: <IconCalendar {...icon} />, run: () => go({ day: 'today' }) },
    {
      id: 'next',
      label: 'Go to the day after',
      icon: <IconCalendarDown {...icon} />,
      run: () => go({ day: addDays(day, 1) }),
    },
    {
      id: 'before',
      label: 'Go to the day before',
      icon: <IconCalendarUp {...icon} />,
      run: () => go({ day: addDays(day, -1) }),
    },
    {
      id: 'board',
      label: 'Show as columns',
      hint: 'd',
      icon: <IconColumns3 {...icon} />,
      run: () => go({ view: 'board' }),
    },
    {
      id: 'list',
      label: 'Show as list',
      hint: 'l',
      icon: <IconLayoutList {...icon} />,
      run: () => go({ view: 'list' }),
    },
    ...groupings.map((by) => ({
      id: by,
      label: `Columns by ${by}`,
      icon: <IconColumns3 {...icon} />,
      run: () => go({ view: 'board', by }),
    })),
    ...practice.sites.map((site) => ({
      id: `site-${site.id}`,
      label: `Only ${site.name}`,
      icon: <IconMapPin {...icon} />,
      run: () => go({ site: site.id }),
    })),
    { id: 'all-sites', label: 'All locations', icon: <IconMapPin {...icon} />, run: () => go({ site: undefined }) },
    { id: 'apps', label: 'All apps', icon: <IconHome {...icon} />, run: () => location.assign('/') },
  ];
}
