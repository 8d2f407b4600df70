import type { Reference } from 'fhir/r4';

/** The id in `Patient/123`, whatever stands before or after it; undefined when the reference is to another type. */
export function idOf(reference: Reference | string | undefined, type: string): string | undefined {
  const text = typeof reference === 'string' ? reference : reference?.reference;
  const [, found, id] = /(?:^|\/)([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(text ?? '') ?? [];
  return found === type ? id : undefined;
}

/** `Patient/123` without server or version. */
export function localReference(text: string | undefined): string | undefined {
  const [, local] = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(text ?? '') ?? [];
  return local;
}
