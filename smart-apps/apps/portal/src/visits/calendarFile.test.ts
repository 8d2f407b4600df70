import { expect, it } from 'vitest';
import { appointment, now, practice } from '../fixtures';
import { calendarFile } from './calendarFile';
import { toVisit } from './visit';

it('tells a calendar when and where, nothing of why, in lines that every calendar reads', () => {
  const visit = toVisit(appointment(), practice);
  const file = visit ? calendarFile(visit, now) : '';

  expect(file.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Practice Hub//Portal//EN',
    'BEGIN:VEVENT',
    'UID:a1@practice-hub',
    'SEQUENCE:3',
    'DTSTAMP:20261123T150000Z',
    'DTSTART:20261130T160000Z',
    'DTEND:20261130T162000Z',
    'SUMMARY:Main Street',
    'LOCATION:Main Street\\, 1208 Main Street\\, Evanston\\, IL 60202',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
  expect(file).not.toContain('Follow-up');
});

it('folds a long line', () => {
  const visit = toVisit(appointment(), practice);
  const site = visit?.site && { ...visit.site, name: 'A name that is very long '.repeat(4).trim() };
  const lines = (visit ? calendarFile({ ...visit, site }, now) : '').split('\r\n');

  expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(0);
});
