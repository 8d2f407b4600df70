import { Part, bestName, fullName, useHub } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { toMessage } from '../messages/message';
import { useOnMessages, withNames } from '../messages/useMessages';

export interface SegmentField {
  readonly position: string;
  readonly name: string;
  readonly value: string;
}

export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly line: number;
  readonly fields: readonly SegmentField[];
}

export interface ElementChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a message did to one resource. */
export interface ResourceChange {
  readonly reference: string;
  readonly action: 'create' | 'update';
  readonly version: string | undefined;
  readonly elements: readonly ElementChange[];
}

export function useMessage(id: string) {
  const { client } = useHub();
  const header = useQuery({
    queryKey: ['message', id, 'header'],
    queryFn: async ({ signal }) => {
      const message = toMessage(await client.read('MessageHeader', id, signal));
      const [named] = await withNames(client, [message]);
      return named ?? message;
    },
  });
  const by = header.data?.decidedBy;
  const decider = useQuery({
    queryKey: ['person', by],
    enabled: by?.startsWith('Practitioner/') ?? false,
    staleTime: Infinity,
    // A name is worth having; without it the reference is shown.
    queryFn: async ({ signal }) =>
      fullName(bestName((await client.read('Practitioner', by?.split('/')[1] ?? '', signal)).name)) ?? null,
    retry: false,
  });
  const segments = useQuery({
    queryKey: ['message', id, 'segments'],
    queryFn: async ({ signal }) => toSegments(await client.ask(`MessageHeader/${id}/$segments`, signal)),
    // The text of a message never changes.
    staleTime: Infinity,
  });
  const changes = useQuery({
    queryKey: ['message', id, 'changes'],
    queryFn: async ({ signal }) => toChanges(await client.ask(`MessageHeader/${id}/$changes`, signal)),
  });
  const [refetchHeader, refetchChanges] = [header.refetch, changes.refetch];
  useOnMessages(() => {
    void refetchHeader();
    void refetchChanges();
  });
  return { header, segments, changes, decider: decider.data ?? by };
}

export function toSegments(answer: Parameters): { text: string; segments: Segment[] } {
  const parts = Part.of(answer);
  return {
    text: parts.text('text') ?? '',
    segments: parts.all('segment').map((segment) => ({
      id: segment.text('id') ?? '',
      name: segment.text('name') ?? '',
      line: segment.number('line') ?? 0,
      fields: segment.all('field').map((field) => ({
        position: field.text('position') ?? '',
        name: field.text('name') ?? '',
        value: field.text('value') ?? '',
      })),
    })),
  };
}

export function toChanges(answer: Parameters): ResourceChange[] {
  return Part.of(answer)
    .all('change')
    .map((change) => ({
      reference: change.reference('reference')?.reference ?? '',
      action: change.text('action') === 'create' ? ('create' as const) : ('update' as const),
      version: change.text('version'),
      elements: change.all('element').map((element) => ({
        path: element.text('path') ?? '',
        before: element.text('before'),
        after: element.text('after'),
      })),
    }));
}
