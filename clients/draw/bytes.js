// Bytes, texts, and the length-prefixed lists that are hashed.
export const utf8 = new TextEncoder();

/** What the input is not. */
export class DrawError extends Error {}

/** Each item is preceded by its length: 4 bytes, big-endian. */
export function lengthPrefixed(items) {
  const bytes = new Uint8Array(items.reduce((sum, item) => sum + 4 + item.length, 0));
  let at = 0;
  for (const item of items) {
    new DataView(bytes.buffer).setUint32(at, item.length);
    bytes.set(item, at + 4);
    at += 4 + item.length;
  }
  return bytes;
}

export function compare(one, other) {
  for (let i = 0; i < 32; i++) if (one[i] !== other[i]) return one[i] - other[i];
  return 0;
}

export function concat(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function bytesOf(text) {
  if (typeof text !== 'string' || !/^([0-9a-f]{2})+$/.test(text)) throw new DrawError('Bytes are an even number of lower-case hexadecimal digits.');
  return Uint8Array.from(text.match(/../g), digits => parseInt(digits, 16));
}

export function hex(bytes) {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
