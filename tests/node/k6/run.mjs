// Runs a k6 script under Node: node run.mjs SCRIPT ITERATIONS. Prints the checks and metrics as JSON.
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

register('./resolve.mjs', import.meta.url);
globalThis.__ENV = process.env;
globalThis.__VU = 1;
const script = await import(pathToFileURL(process.argv[2]).href);
for (globalThis.__ITER = 0; globalThis.__ITER < Number(process.argv[3]); globalThis.__ITER++) {
  script.default();
}
const { checks } = await import('./k6.mjs');
const { metrics } = await import('./metrics.mjs');
console.log(JSON.stringify({ checks, metrics, options: Object.keys(script.options) }));
