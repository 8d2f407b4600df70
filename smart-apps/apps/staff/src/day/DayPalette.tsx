import Palette from '../palette/Palette';
import type { Practice } from '@hub/fhir/visits';
import { dayCommands } from './commands';
import type { Place } from './place';

interface DayPaletteProps {
  readonly place: Place;
  readonly practice: Practice;
  /** Undefined where this role does not book. */
  readonly onBook: (() => void) | undefined;
  readonly onWaitlist: () => void;
  readonly onClose: () => void;
}

/** The palette with what can be done on the day screen: both are fetched when somebody looks for something. */
export default function DayPalette({ place, practice, onBook, onWaitlist, onClose }: DayPaletteProps) {
  return (
    <Palette
      zone={practice.zone}
      commands={dayCommands(place, practice, onBook, onWaitlist)}
      onPatient={(patient) => place.go({ patient, visit: undefined })}
      onClose={onClose}
    />
  );
}
