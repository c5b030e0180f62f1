/*
 * build.mjs WEB: bundles what tools/build_web has gathered below WEB.
 */
import { build } from 'esbuild'
import path from 'node:path'

const web = process.argv[2]
const site = path.join(web, 'site')

/* The engine's own module, for the tests. */
await build({
    entryPoints: [path.join(site, 'src/engine.ts')],
    outfile: path.join(web, 'engine.mjs'),
    format: 'esm',
    logLevel: 'warning',
})
