// SHA-256 without promises. The browser's own answers by one, which takes several times as long for the million hashes of a large draw.
// `agreesWithBrowser` compares the two.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
for (let n = 2, found = 0; found < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
  if (!prime) continue;
  if (found < 8) START[found] = fraction(Math.sqrt(n));
  K[found++] = fraction(Math.cbrt(n));
}

function fraction(x) {
  return Math.floor((x - Math.floor(x)) * 2 ** 32);
}

const w = new Uint32Array(64);
const state = new Uint32Array(8);

function block(view, at) {
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const p = w[i - 15], q = w[i - 2];
    const s = ((p >>> 7) | (p << 25)) ^ ((p >>> 18) | (p << 14)) ^ (p >>> 3);
    const t = ((q >>> 17) | (q << 15)) ^ ((q >>> 19) | (q << 13)) ^ (q >>> 10);
    w[i] = (w[i - 16] + s + w[i - 7] + t) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const t = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (t + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/** Hashes bytes into 32 bytes of `target`, from `at` on. */
export function hashInto(bytes, target, at = 0) {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  state.set(START);
  for (let i = 0; i < padded.length; i += 64) block(view, i);
  const out = new DataView(target.buffer, target.byteOffset + at, 32);
  for (let i = 0; i < 8; i++) out.setUint32(4 * i, state[i]);
  return target;
}

export function sha256(bytes) {
  return hashInto(bytes, new Uint8Array(32));
}

/** Whether the browser computes the same hashes; null where it offers none, which it does on pages without TLS. */
export async function agreesWithBrowser() {
  if (!globalThis.crypto?.subtle) return null;
  for (let length = 0; length < 200; length += 7) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    if (sha256(bytes).some((byte, i) => byte !== expected[i])) return false;
  }
  return true;
}
