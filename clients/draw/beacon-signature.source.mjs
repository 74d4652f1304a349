// What beacon-signature.js is bundled from: `node tests/node/bundle-beacon-signature.mjs` writes it. MIT, Paul Miller: @noble/curves.
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/curves/utils.js';

const scheme = 'bls-unchained-g1-rfc9380';
const domain = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** Whether a signature is the beacon's of that round; null for a scheme that this does not know. */
export function verifySignature({ scheme: announced, publicKey, round, signature }) {
  if (announced !== scheme) return null;
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(round));
  try {
    const bls = bls12_381.shortSignatures;
    return bls.verify(bls.Signature.fromHex(signature), bls.hash(sha256(number), domain), hexToBytes(publicKey));
  } catch {
    return false; // not a point of the group
  }
}
