import { Crash } from '@hub/ui';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Frame } from './Frame';
import { HeldScreen } from './messages/HeldScreen';
import { MessagesScreen } from './messages/MessagesScreen';
import { readFilter } from './messages/filter';

const root = createRootRoute();
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/messages', search: {}, replace: true });
  },
});
const messages = createRoute({
  getParentRoute: () => frame,
  path: '/messages',
  validateSearch: readFilter,
  component: MessagesScreen,
});
const message = createRoute({
  getParentRoute: () => frame,
  path: '/messages/$id',
  component: lazyRouteComponent(() => import('./message/MessageScreen'), 'MessageScreen'),
});
const fix = createRoute({
  getParentRoute: () => frame,
  path: '/messages/$id/fix',
  component: lazyRouteComponent(() => import('./message/FixScreen'), 'FixScreen'),
});
const held = createRoute({ getParentRoute: () => frame, path: '/held', component: HeldScreen });
const feeds = createRoute({
  getParentRoute: () => frame,
  path: '/feeds',
  component: lazyRouteComponent(() => import('./feeds/FeedsScreen'), 'FeedsScreen'),
});

/** The address after the #: ids and names of views, never what was typed to find a person. */
export const router = createRouter({
  routeTree: root.addChildren([home, frame.addChildren([messages, message, fix, held, feeds])]),
  history: createHashHistory(),
  defaultPreload: false,
  defaultErrorComponent: Crash,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
