import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = import.meta.dirname;
const hub = process.env.HUB_URL ?? 'http://localhost:8080';

/** Where each app's page is written, and so where the hub serves it. */
const workplace: Record<string, string> = {
  'apps/launcher/index.html': 'index.html',
  'apps/staff/index.html': 'apps/staff/index.html',
  'apps/console/index.html': 'apps/console/index.html',
};
/** Built by itself (`--mode portal`): what it shared with the others would be cut into pieces that are more to fetch for all. */
const portal: Record<string, string> = { 'apps/portal/index.html': 'apps/portal/index.html' };

/** Puts the pages at the addresses that the hub serves, in the build and in `npm run dev` alike. */
function hubPages(pages: Record<string, string>): Plugin {
  return {
    name: 'hub-pages',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/';
        const app = path === '/' ? 'launcher' : /^\/apps\/(\w+)\/?$/.exec(path)?.[1];
        if (app) request.url = `/apps/${app}/index.html`;
        next();
      });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [from, to] of Object.entries(pages)) {
          const page = bundle[from];
          if (page?.type === 'asset' && from !== to) {
            this.emitFile({ type: 'asset', fileName: to, source: page.source });
            delete bundle[from];
          }
        }
      },
    },
  };
}

/** The icon package is one file of six thousand imports. Each icon is taken from its own file: tests start in a fraction of the time. */
function iconsOneByOne(): Plugin {
  const whole = /import \{([^}]+)\} from '@tabler\/icons-react';/g;
  const one = (name: string) => `import ${name} from '@tabler/icons-react/dist/esm/icons/${name}.mjs';`;
  const names = (list: string) => list.split(',').map((name) => name.trim());
  return {
    name: 'icons-one-by-one',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx$/, code: '@tabler/icons-react' },
      handler: (code) => ({
        code: code.replace(whole, (_, list: string) =>
          names(list)
            .filter((name) => /^Icon\w+$/.test(name))
            .map(one)
            .join(''),
        ),
        map: null,
      }),
    },
  };
}

export default defineConfig(({ mode }) => {
  const pages = mode === 'portal' ? portal : workplace;
  return {
    root: here,
    appType: 'mpa',
    plugins: [iconsOneByOne(), react(), hubPages(pages)],
    // fhirclient leaves out its polyfills for old browsers when this name exists.
    define: { FHIRCLIENT_PURE: 'true' },
    resolve: {
      // Every browser has what this stands in for; fhirclient asks for it all the same.
      alias: { 'isomorphic-webcrypto': resolve(here, 'build/webcrypto.mjs') },
    },
    build: {
      outDir: resolve(here, 'target/classes/META-INF/resources'),
      emptyOutDir: mode !== 'portal',
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: `${mode}.json`,
      rolldownOptions: {
        input: Object.fromEntries(Object.keys(pages).map((page) => [page.split('/')[1] ?? page, resolve(here, page)])),
      },
    },
    server: {
      port: 5173,
      strictPort: true,
      proxy: Object.fromEntries(
        ['/fhir', '/oauth2', '/login', '/connect', '/live', '/smart', '/launch', '/account'].map((path) => [
          path,
          { target: hub, changeOrigin: false },
        ]),
      ),
    },
    test: {
      restoreMocks: true,
      unstubGlobals: true,
      // A document costs a second a file: only tests of what is drawn get one.
      projects: [
        { extends: true, test: { name: 'logic', environment: 'node', include: ['{packages,apps}/**/*.test.ts'] } },
        {
          extends: true,
          test: {
            name: 'screens',
            environment: 'happy-dom',
            include: ['{packages,apps}/**/*.test.tsx'],
            setupFiles: ['build/vitest.setup.ts'],
          },
        },
      ],
    },
  };
});
