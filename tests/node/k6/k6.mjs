// Stands in for the module k6.
export const checks = {};

export function check(value, conditions) {
  let all = true;
  for (const [name, holds] of Object.entries(conditions)) {
    const count = (checks[name] ??= { passed: 0, failed: 0 });
    const passed = Boolean(holds(value));
    count[passed ? 'passed' : 'failed']++;
    all &&= passed;
  }
  return all;
}

export function sleep(seconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}
