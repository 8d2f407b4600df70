import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';

/** A month to choose a day from. */
export default function DayPicker({ day, today, onDay }: { day: string; today: string; onDay: (day: string) => void }) {
  return (
    <DatePicker
      value={day}
      defaultDate={day}
      firstDayOfWeek={0}
      highlightToday
      getDayProps={(date) => (date === today ? { 'aria-current': 'date' as const } : {})}
      onChange={(next) => next && onDay(next)}
    />
  );
}
