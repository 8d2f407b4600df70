import { useAllowed } from '@hub/fhir';
import { Crash } from '@hub/ui';
import {
  Navigate,
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { Frame } from './Frame';
import { readFilter as readAuditFilter } from './audit/filter';
import { MessagesScreen } from './messages/MessagesScreen';
import { readFilter } from './messages/filter';

const root = createRootRoute();
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
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
const held = createRoute({
  getParentRoute: () => frame,
  path: '/held',
  component: lazyRouteComponent(() => import('./messages/HeldScreen'), 'HeldScreen'),
});
const feeds = createRoute({
  getParentRoute: () => frame,
  path: '/feeds',
  component: lazyRouteComponent(() => import('./feeds/FeedsScreen'), 'FeedsScreen'),
});
const losses = createRoute({
  getParentRoute: () => frame,
  path: '/feeds/$feed/left-out',
  component: lazyRouteComponent(() => import('./feeds/LossScreen'), 'LossScreen'),
});
const rehearse = createRoute({
  getParentRoute: () => frame,
  path: '/feeds/$feed/rehearse',
  component: lazyRouteComponent(() => import('./feeds/RehearseScreen'), 'RehearseScreen'),
});
const codes = createRoute({
  getParentRoute: () => frame,
  path: '/feeds/$feed/codes',
  component: lazyRouteComponent(() => import('./feeds/CodesScreen'), 'CodesScreen'),
});
const people = createRoute({
  getParentRoute: () => frame,
  path: '/people',
  component: lazyRouteComponent(() => import('./people/PeopleScreen'), 'PeopleScreen'),
});

const apps = createRoute({
  getParentRoute: () => frame,
  path: '/apps',
  component: lazyRouteComponent(() => import('./clients/ClientsScreen'), 'ClientsScreen'),
});

const access = createRoute({
  getParentRoute: () => frame,
  path: '/access',
  component: lazyRouteComponent(() => import('./access/AccessScreen'), 'AccessScreen'),
});
const emergencies = createRoute({
  getParentRoute: () => frame,
  path: '/emergencies',
  component: lazyRouteComponent(() => import('./access/EmergenciesScreen'), 'EmergenciesScreen'),
});

const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  validateSearch: readAuditFilter,
  component: lazyRouteComponent(() => import('./audit/AuditScreen'), 'AuditScreen'),
});
const disclosures = createRoute({
  getParentRoute: () => frame,
  path: '/audit/disclosures/$patient',
  component: lazyRouteComponent(() => import('./audit/DisclosuresScreen'), 'DisclosuresScreen'),
});

/** Where a role begins: at the messages, or at the trail for those who read only that. */
function Home() {
  const messages = useAllowed('MessageHeader', 's');
  const audit = useAllowed('AuditEvent', 's');
  return <Navigate to={audit && !messages ? '/audit' : '/messages'} search={{}} replace />;
}

/** The address after the #: ids and names of views, never what was typed to find a person. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    frame.addChildren([
      messages,
      message,
      fix,
      held,
      feeds,
      losses,
      rehearse,
      codes,
      audit,
      disclosures,
      access,
      emergencies,
      people,
      apps,
    ]),
  ]),
  history: createHashHistory(),
  defaultPreload: false,
  defaultErrorComponent: Crash,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
