import { expect, it } from 'vitest';
import { fieldAt, fieldOf, linesOf, occurrences, pieces, spotOf, textOf, withField } from './lines';

const text = 'MSH|^~\\&|EHR|LAKE\rPID|1||100113^^^LFP-MRN^MR||Okonkwo^Chidi\r';

it('takes a message apart and puts it together again', () => {
  const lines = linesOf(text);

  expect(lines.map((line) => line.id)).toEqual(['MSH', 'PID']);
  expect(textOf(lines.map((line) => line.text))).toBe(text);
  expect(linesOf('MSH|a\r\nPID|b\n')).toHaveLength(2);
});

it('counts fields as the standard does: in MSH the separator is the first', () => {
  const [msh, pid] = linesOf(text).map((line) => pieces(line).filter((piece) => piece.position && piece.text));

  expect(msh?.map((piece) => [piece.position, piece.text])).toEqual([
    ['MSH-1', '|'],
    ['MSH-2', '^~\\&'],
    ['MSH-3', 'EHR'],
    ['MSH-4', 'LAKE'],
  ]);
  expect(pid?.map((piece) => piece.position)).toEqual(['PID-1', 'PID-3', 'PID-5']);
});

it('changes one field and leaves the rest', () => {
  expect(withField('PID|1||old', 'PID-3', 'new')).toBe('PID|1||new');
  expect(withField('PID|1', 'PID-5', 'Okonkwo')).toBe('PID|1||||Okonkwo');
  expect(withField('MSH|^~\\&|EHR', 'MSH-3', 'OTHER')).toBe('MSH|^~\\&|OTHER');
  expect(fieldAt('MSH|^~\\&|EHR', 'MSH-3')).toBe('EHR');
  expect(fieldAt('PID|1', 'PID-18')).toBe('');
});

it('finds the field in the ways that places are written', () => {
  expect(fieldOf('PID-3')).toBe('PID-3');
  expect(fieldOf('PID-3.4')).toBe('PID-3');
  expect(fieldOf('PID[1]-3')).toBe('PID-3');
  expect(fieldOf('PID^1^3')).toBe('PID-3');
  expect(fieldOf('2100/CLP03')).toBeUndefined();
  expect(fieldOf(undefined)).toBeUndefined();
});

it('tells the fields of several such segments apart', () => {
  expect(spotOf('PID-3[2].4')).toBe('PID-3');
  expect(spotOf('IN1[2]-3[2].4')).toBe('IN1[2]-3');
  expect(spotOf('IN1^2^3')).toBe('IN1[2]-3');
  expect(spotOf('PID')).toBeUndefined();
  expect(occurrences(['MSH', 'IN1', 'NTE', 'IN1'])).toEqual([1, 1, 1, 2]);
});
