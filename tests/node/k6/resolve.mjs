// Finds the stand-ins by the names that k6 gives its modules.
const modules = { k6: './k6.mjs', 'k6/http': './http.mjs', 'k6/metrics': './metrics.mjs' };

export function resolve(specifier, context, next) {
  return specifier in modules
    ? { url: new URL(modules[specifier], import.meta.url).href, shortCircuit: true }
    : next(specifier, context).then(found => (found.url.includes('/loadtest/') ? { ...found, format: 'module' } : found));
}
