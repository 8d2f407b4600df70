import { Crash } from '@hub/ui';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { readSearch } from './day/address';
import { DayScreen } from './day/DayScreen';

const root = createRootRoute();

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/day/$day', params: { day: 'today' }, search: {}, replace: true });
  },
});

export const dayRoute = createRoute({
  getParentRoute: () => root,
  path: '/day/$day',
  validateSearch: readSearch,
  component: DayScreen,
});

const requests = createRoute({
  getParentRoute: () => root,
  path: '/requests',
  component: lazyRouteComponent(() => import('./requests/RequestsScreen'), 'RequestsScreen'),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('./rules/RulesScreen'), 'RulesScreen'),
});

const messages = createRoute({
  getParentRoute: () => root,
  path: '/messages',
  component: lazyRouteComponent(() => import('./messages/MessagesScreen'), 'MessagesScreen'),
});

/** The address after the #: it stays in the browser, so that no server's log ever holds it. */
export const router = createRouter({
  routeTree: root.addChildren([home, dayRoute, requests, rules, messages]),
  history: createHashHistory(),
  defaultPreload: false,
  defaultErrorComponent: Crash,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
