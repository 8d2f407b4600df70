/** A message as lines of fields, enough for the mock: first repetition, components by number, counted from one. */
export class Hl7 {
  readonly lines: string[][];

  constructor(readonly text: string) {
    this.lines = text
      .split(/\r\n|\r|\n/)
      .filter(Boolean)
      .map((line) => line.split('|'));
  }

  has(segment: string): boolean {
    return this.lines.some(([id]) => id === segment);
  }

  /** `PID-5.1`. MSH counts its separator as field 1. */
  get(place: string): string {
    const [, segment, field, component] = /^(\w{3})-(\d+)(?:\.(\d+))?$/.exec(place) ?? [];
    const line = this.lines.find(([id]) => id === segment);
    const value = line?.[Number(field) - (segment === 'MSH' ? 1 : 0)] ?? '';
    const first = segment === 'MSH' && field === '2' ? value : (value.split('~')[0] ?? '');
    return component ? (first.split('^')[Number(component) - 1] ?? '') : first;
  }

  identifier(authority: string): string {
    const pid = this.lines.find(([id]) => id === 'PID');
    const all = (pid?.[3] ?? '').split('~').map((cx) => cx.split('^'));
    return all.find((cx) => cx[3] === authority)?.[0] ?? '';
  }
}

/** 20261123093000-0600 as an instant's text; the practice's offset where none is given. */
export function instant(dtm: string, offset: string): string {
  const [, y, mo, d, h = '00', mi = '00', s = '00', zone] =
    /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:\.\d+)?([+-]\d{4})?$/.exec(dtm) ?? [];
  const colon = zone ? `${zone.slice(0, 3)}:${zone.slice(3)}` : offset;
  return `${y}-${mo}-${d}T${h}:${mi}:${s}${colon}`;
}

export function dtm(iso: string): string {
  return iso.slice(0, 19).replace(/[-:T]/g, '') + iso.slice(19).replace(':', '');
}

export const segmentNames: Record<string, string> = {
  MSH: 'Message Header',
  EVN: 'Event Type',
  PID: 'Patient Identification',
  PV1: 'Patient Visit',
  NK1: 'Next of Kin',
  IN1: 'Insurance',
  SCH: 'Scheduling Activity',
  TQ1: 'Timing/Quantity',
  RGS: 'Resource Group',
  AIS: 'Appointment Information: Service',
  AIL: 'Appointment Information: Location',
  AIP: 'Appointment Information: Personnel',
  MRG: 'Merge Information',
};

export const fieldNames: Record<string, string[]> = {
  MSH: [
    'Field Separator',
    'Encoding Characters',
    'Sending Application',
    'Sending Facility',
    'Receiving Application',
    'Receiving Facility',
    'Date/Time of Message',
    'Security',
    'Message Type',
    'Message Control ID',
    'Processing ID',
    'Version ID',
  ],
  EVN: [
    'Event Type Code',
    'Recorded Date/Time',
    'Date/Time Planned Event',
    'Event Reason Code',
    'Operator ID',
    'Event Occurred',
  ],
  PID: [
    'Set ID',
    'Patient ID',
    'Patient Identifier List',
    'Alternate Patient ID',
    'Patient Name',
    "Mother's Maiden Name",
    'Date/Time of Birth',
    'Administrative Sex',
    'Patient Alias',
    'Race',
    'Patient Address',
    'County Code',
    'Phone Number - Home',
    'Phone Number - Business',
    'Primary Language',
    'Marital Status',
    'Religion',
    'Patient Account Number',
  ],
  PV1: [
    'Set ID',
    'Patient Class',
    'Assigned Patient Location',
    'Admission Type',
    'Preadmit Number',
    'Prior Patient Location',
    'Attending Doctor',
    'Referring Doctor',
    'Consulting Doctor',
    'Hospital Service',
    'Temporary Location',
    'Preadmit Test Indicator',
    'Re-admission Indicator',
    'Admit Source',
    'Ambulatory Status',
    'VIP Indicator',
    'Admitting Doctor',
    'Patient Type',
    'Visit Number',
  ],
  SCH: [
    'Placer Appointment ID',
    'Filler Appointment ID',
    'Occurrence Number',
    'Placer Group Number',
    'Schedule ID',
    'Event Reason',
    'Appointment Reason',
    'Appointment Type',
    'Appointment Duration',
    'Appointment Duration Units',
    'Appointment Timing Quantity',
  ],
  TQ1: [
    'Set ID',
    'Quantity',
    'Repeat Pattern',
    'Explicit Time',
    'Relative Time and Units',
    'Service Duration',
    'Start Date/Time',
    'End Date/Time',
  ],
  RGS: ['Set ID', 'Segment Action Code', 'Resource Group ID'],
  AIS: [
    'Set ID',
    'Segment Action Code',
    'Universal Service ID',
    'Start Date/Time',
    'Start Date/Time Offset',
    'Offset Units',
    'Duration',
    'Duration Units',
  ],
  AIL: ['Set ID', 'Segment Action Code', 'Location Resource ID', 'Location Type', 'Location Group', 'Start Date/Time'],
  AIP: ['Set ID', 'Segment Action Code', 'Personnel Resource ID', 'Resource Type', 'Resource Group', 'Start Date/Time'],
};
