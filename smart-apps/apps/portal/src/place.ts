import { useMemo, useSyncExternalStore } from 'react';

/** Where in the app somebody is. */
export type Place =
  | { readonly screen: 'visits' }
  | { readonly screen: 'book' }
  | { readonly screen: 'times' | 'look'; readonly service: string }
  | { readonly screen: 'move' | 'move-look'; readonly visit: string }
  | { readonly screen: 'ask'; readonly service?: string | undefined }
  | { readonly screen: 'done' };

/** The place and, of somebody who comes for several, for whom. Behind the #, so that no server's log holds it. */
export interface Address {
  readonly place: Place;
  readonly patient: string | undefined;
}

export function readAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first, second, third] = path.split('/').map(decodeURIComponent);
  return { place: placeOf(first, second, third), patient: new URLSearchParams(query).get('for') ?? undefined };
}

function placeOf(first = '', second = '', third = ''): Place {
  if (first === 'book' && second) return { screen: third === 'look' ? 'look' : 'times', service: second };
  if (first === 'book') return { screen: 'book' };
  if (first === 'move' && second) return { screen: third === 'look' ? 'move-look' : 'move', visit: second };
  if (first === 'ask') return { screen: 'ask', service: second || undefined };
  if (first === 'done') return { screen: 'done' };
  return { screen: 'visits' };
}

export function writeAddress({ place, patient }: Address): string {
  const query = patient ? `?for=${encodeURIComponent(patient)}` : '';
  return `#/${pathOf(place)}${query}`;
}

function pathOf(place: Place): string {
  switch (place.screen) {
    case 'visits':
      return '';
    case 'book':
    case 'done':
      return place.screen;
    case 'times':
      return `book/${encodeURIComponent(place.service)}`;
    case 'look':
      return `book/${encodeURIComponent(place.service)}/look`;
    case 'move':
      return `move/${encodeURIComponent(place.visit)}`;
    case 'move-look':
      return `move/${encodeURIComponent(place.visit)}/look`;
    case 'ask':
      return place.service ? `ask/${encodeURIComponent(place.service)}` : 'ask';
  }
}

const watch = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export function useAddress(): Address {
  const hash = useSyncExternalStore(watch, () => location.hash);
  return useMemo(() => readAddress(hash), [hash]);
}

/** Goes there. With `replace` the present place is not come back to. */
export function go(address: Address, replace = false): void {
  if (!replace) location.hash = writeAddress(address);
  else {
    history.replaceState(null, '', writeAddress(address));
    window.dispatchEvent(new Event('hashchange'));
  }
}
