// Fails the build when an app grows past what practice.md section 6.3 allows: gzipped bytes of what a browser must
// fetch before the first screen, and of each part that is fetched later.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const KB = 1000;
/** The parts of each build, and the most that an app of it may need at first. */
const builds = {
  production: { 'apps/staff': 240 * KB, 'apps/console': 240 * KB, 'apps/launcher': 240 * KB },
  portal: { 'apps/portal': 170 * KB },
};
const firstStyles = 40 * KB;
const laterPart = 60 * KB;

/** Follows what a chunk needs at once; what it may import later is left to itself. */
function atOnce(manifest, key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) atOnce(manifest, next, seen);
  return seen;
}

function size(folder, names) {
  return [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0);
}

const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

export function measure(folder) {
  return Object.entries(builds).flatMap(([mode, firstLoad]) => {
    const manifest = JSON.parse(readFileSync(join(folder, `../../../${mode}.json`), 'utf8'));
    return measureBuild(folder, manifest, firstLoad);
  });
}

function measureBuild(folder, manifest, firstLoad) {
  const rows = [];
  for (const [app, limit] of Object.entries(firstLoad)) {
    const entry = `${app}/index.html`;
    const first = atOnce(manifest, entry);
    const chunks = [...first].map((key) => manifest[key]);
    rows.push({ what: `${app} script`, bytes: size(folder, new Set(chunks.map((c) => c.file))), limit });
    rows.push({
      what: `${app} styles`,
      bytes: size(folder, new Set(chunks.flatMap((c) => c.css ?? []))),
      limit: firstStyles,
    });
    for (const [key, chunk] of Object.entries(manifest)) {
      if (!chunk.isDynamicEntry || first.has(key) || !key.startsWith(app)) continue;
      const added = [...atOnce(manifest, key)].filter((k) => !first.has(k));
      const bytes = size(folder, new Set(added.flatMap((k) => [manifest[k].file, ...(manifest[k].css ?? [])])));
      rows.push({ what: `  later: ${key}`, bytes, limit: laterPart });
    }
  }
  return rows;
}

export function budget(folder) {
  const rows = measure(folder);
  for (const { what, bytes, limit } of rows) {
    console.log(
      `apps: ${kb(bytes).padStart(9)} of ${kb(limit).padStart(8)}  ${what}${bytes > limit ? '  TOO LARGE' : ''}`,
    );
  }
  if (rows.some(({ bytes, limit }) => bytes > limit)) throw new Error('an app is larger than its budget');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  budget(join(import.meta.dirname, '../target/classes/META-INF/resources'));
}
