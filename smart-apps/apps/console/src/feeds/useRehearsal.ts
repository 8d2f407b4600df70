import { useHub } from '@hub/fhir';
import { useEffect, useRef, useState } from 'react';
import type { Parameters } from 'fhir/r4';
import { type Tried, nothingTried, withPortion } from './rehearsal';

/** Few enough that each answer takes about a second. */
const portion = 20;

export interface Rehearsal {
  /** What was tried. */
  readonly text: string;
  readonly tried: Tried;
  readonly of: number;
  readonly state: 'running' | 'stopped' | 'done' | 'failed';
  readonly problem: unknown;
}

/** Tries a text on the last messages of a feed, portion by portion, until all are tried or somebody stops it. */
export function useRehearsal(feed: string) {
  const { client } = useHub();
  const [rehearsal, setRehearsal] = useState<Rehearsal>();
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );

  async function start(text: string, of: number) {
    const mine = (turn.current += 1);
    let tried = nothingTried;
    const show = (state: Rehearsal['state'], problem?: unknown) => {
      if (turn.current === mine) setRehearsal({ text, tried, of, state, problem });
    };
    show('running');
    try {
      do {
        const count = Math.min(portion, of - tried.messages);
        tried = withPortion(
          tried,
          await client.perform<Parameters>('$rehearse', {
            resourceType: 'Parameters',
            parameter: [
              { name: 'feed', valueString: feed },
              { name: 'text', valueString: text },
              { name: 'count', valueInteger: count },
              ...(tried.next ? [{ name: 'next', valueString: tried.next }] : []),
            ],
          }),
        );
        show('running');
      } while (tried.next && tried.messages < of && turn.current === mine);
      show('done');
    } catch (problem) {
      show('failed', problem);
    }
  }

  function stop() {
    turn.current += 1;
    setRehearsal((now) => now && { ...now, state: 'stopped' });
  }

  function forget() {
    turn.current += 1;
    setRehearsal(undefined);
  }

  return { rehearsal, start, stop, forget };
}
