// Recomputes a draw from its papers and leaves, and one visitor's part from what that visitor was told. docs/draw.md has the formats.
// Runs in browsers, workers and Node; makes no request. The .NET library checks the same in the same order (DrawCheck).
import { bytesOf, compare, concat, DrawError, hex, lengthPrefixed, utf8 } from './bytes.js';
import { hashInto, sha256 } from './sha256.js';

export { DrawError };

const MAX_ENTRIES = 4_000_000;
const QUICKNET = {
  name: 'quicknet',
  chain_hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  public_key: '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  scheme: 'bls-unchained-g1-rfc9380',
  genesis: 1692803367,
  period: 3,
};

/**
 * @param papers the parsed papers
 * @param leaves the file of leaves as Uint8Array, or null
 * @param mine what the visitor was told (`mine` of GET /queue/draw?token=), or null
 * @param verifySignature of beacon-signature.js; without it the signature is not verified
 * @param onProgress called with a number from 0 to 1
 * @returns {{findings: {check, holds, detail}[], numbers: Uint32Array|null, ranks: Float64Array|null, ownNumber: number|null}} numbers and
 * ranks by the index of the leaf; `holds` is null for what could not be checked
 */
export function verifyDraw({ papers, leaves = null, mine = null, verifySignature = null, onProgress = () => {} }) {
  refuseUnknown(papers);
  if (leaves) refuseDisorder(leaves);
  const findings = [];
  const add = (check, holds, detail) => findings.push({ check, holds, detail });
  const { announcement } = papers;
  const time = state => micros(papers.states.find(step => step.state === state)?.at);
  const announcementHash = sha256(lengthPrefixed(textsOf(announcement)));

  add('announcement_hash', hex(announcementHash) === papers.announcement_hash, 'The hash is that of the announcement.');
  if (announcement.beacon) add('beacon', ...judgeBeacon(announcement.beacon));
  if (announcement.gather_at) add('announced_before', time('announced') <= micros(announcement.gather_at), 'The announcement was made before anybody could join.');
  if (time('frozen') !== null) checkTimes(announcement, time('frozen'), add);
  let numbers = null, ranks = null;
  if (papers.root) {
    if (leaves) {
      const count = leaves.length / 32;
      add('entries', count === papers.entries, `The list has ${count} leaves; the papers say ${papers.entries}.`);
      add('root', hex(merkleRoot(leaves, part => onProgress(part * 0.6))) === papers.root, 'The root is that of the list of leaves.');
    } else {
      add('root', null, 'The list of leaves was not given.');
    }
    if (announcement.beacon && papers.beacon) {
      const expected = firstRound(announcement.beacon, time('rooted'));
      add('round', papers.beacon.round === expected && papers.beacon.name === announcement.beacon.name,
        `Round ${papers.beacon.round} of ${papers.beacon.name} is the first that appears 30 seconds after the root (${expected} of ${announcement.beacon.name}).`);
    }
  }
  if (papers.root && papers.seed) {
    const randomness = announcement.beacon ? checkBeacon(papers, announcement.beacon, verifySignature, add) : checkSecret(papers, announcement, add);
    const seed = sha256(lengthPrefixed([utf8.encode('tq-draw-1'), announcementHash, bytesOf(papers.root), randomness]));
    add('seed', hex(seed) === papers.seed, 'The seed follows from the announcement, the root and the randomness.');
    if (leaves) ({ numbers, ranks } = order(bytesOf(papers.seed), leaves, part => onProgress(0.6 + part * 0.4)));
  }
  const ownNumber = mine ? checkMine(mine, papers, leaves, numbers, add) : null;
  onProgress(1);
  return { findings, numbers, ranks, ownNumber };
}

/** The texts of the announcement in the order in which they are hashed. */
function textsOf(a) {
  const b = a.beacon ?? {};
  const texts = [
    a.algorithm, a.event_id, a.generation, a.gather_at, a.draw_at, a.source,
    b.name, b.chain_hash, b.public_key, b.scheme, b.genesis, b.period, a.commitment, a.identity, a.amendments.length,
  ];
  for (const amendment of a.amendments) texts.push(amendment.n, amendment.draw_at, amendment.made_at);
  return texts.map(text => utf8.encode(text === undefined || text === null ? '' : String(text)));
}

/** A beacon that only calls itself quicknet could be anybody's. */
function judgeBeacon(beacon) {
  const same = name => beacon[name] === QUICKNET[name];
  if (Object.keys(QUICKNET).every(same)) return [true, "The announced beacon is drand's quicknet."];
  if (same('chain_hash') || same('public_key') || String(beacon.name).toLowerCase() === QUICKNET.name) {
    return [false, "The announced beacon takes something of drand's quicknet, and is another."];
  }
  return [null, `The announced beacon, ${beacon.name}, is not known here: compare its public key with what its operators publish.`];
}

function checkTimes(announcement, frozenAt, add) {
  let drawAt = micros(announcement.draw_at), inTime = true;
  for (const amendment of announcement.amendments) {
    inTime &&= micros(amendment.made_at) <= frozenAt && micros(amendment.draw_at) >= drawAt;
    drawAt = micros(amendment.draw_at);
  }
  add('frozen_in_time', frozenAt >= drawAt, 'The list was closed at the announced time or later.');
  add('amendments', inTime, 'Every amendment was made before the list was closed, and set a later time.');
}

function checkBeacon(papers, beacon, verifySignature, add) {
  const { round, signature, randomness } = papers.beacon;
  add('randomness', hex(sha256(bytesOf(signature))) === randomness, "The randomness is the hash of the beacon's signature.");
  const genuine = verifySignature ? verifySignature({ scheme: beacon.scheme, publicKey: beacon.public_key, round, signature }) : null;
  add('signature', genuine, genuine === null
    ? "The beacon's signature was not verified. Ask any address of the beacon for the round."
    : "The signature is the beacon's, made with the announced public key for that round.");
  return bytesOf(randomness);
}

function checkSecret(papers, announcement, add) {
  add('commitment', hex(sha256(bytesOf(papers.secret))) === announcement.commitment, 'The secret is the one whose hash was announced.');
  return bytesOf(papers.secret);
}

function checkMine(mine, papers, leaves, numbers, add) {
  const leaf = bytesOf(mine.leaf);
  const ticket = new Uint8Array(8);
  new DataView(ticket.buffer).setBigInt64(0, BigInt(mine.ticket));
  const own = sha256(concat(utf8.encode('tq-leaf'), bytesOf(mine.salt), bytesOf(mine.entry), ticket));
  add('mine.leaf', hex(own) === mine.leaf, 'Your leaf is that of your place: the hash of salt, entry and ticket.');
  if (!papers.root) return null;
  add('mine.path', verifyPath(leaf, mine.index, papers.entries, mine.path.map(bytesOf), papers.root), 'Your path leads from your leaf to the root.');
  if (!leaves) return null;
  const index = indexOf(leaves, leaf);
  add('mine.listed', index >= 0 && index === mine.index, 'Your leaf is in the list, where you were told.');
  if (!numbers) return null;
  const number = index < 0 ? null : numbers[index];
  add('mine.draw_number', number !== null && number === mine.draw_number, `Your number is ${number ?? 'none'}; you were told ${mine.draw_number ?? 'none'}.`);
  return number;
}

/** RFC 6962, level by level: a node without a neighbour goes up as it is. */
function merkleRoot(leaves, onProgress) {
  const total = leaves.length / 32;
  if (total === 0) return sha256(new Uint8Array(0));
  const level = new Uint8Array(leaves.length);
  const leaf = new Uint8Array(33), node = new Uint8Array(65);
  node[0] = 1;
  let done = 0;
  const step = () => { if (++done % 10_000 === 0) onProgress(done / (2 * total)); };
  for (let i = 0; i < total; i++, step()) {
    leaf.set(leaves.subarray(i * 32, i * 32 + 32), 1);
    hashInto(leaf, level, i * 32);
  }
  for (let count = total; count > 1; count = (count + 1) >> 1) {
    for (let i = 0; i < count; i += 2, step()) {
      if (i + 1 === count) {
        level.copyWithin(i * 16, i * 32, i * 32 + 32);
      } else {
        node.set(level.subarray(i * 32, i * 32 + 64), 1);
        hashInto(node, level, i * 16);
      }
    }
  }
  return level.slice(0, 32);
}

function verifyPath(leaf, index, count, path, root) {
  if (!(Number.isInteger(index) && index >= 0 && index < count)) return false;
  let hash = sha256(concat([0], leaf)), used = 0;
  for (let last = count - 1; last > 0; index >>= 1, last >>= 1) {
    if (index === last && index % 2 === 0) continue;
    if (used === path.length) return false;
    const beside = path[used++];
    hash = sha256(index % 2 === 0 ? concat([1], hash, beside) : concat([1], beside, hash));
  }
  return used === path.length && hex(hash) === root;
}

/** Numbers and ranks from the first 52 bits of SHA-256(seed ‖ leaf); of equal values the smaller leaf is first. */
function order(seed, leaves, onProgress) {
  const count = leaves.length / 32;
  const values = new Float64Array(count), text = new Uint8Array(64), hash = new Uint8Array(32);
  const view = new DataView(hash.buffer);
  text.set(seed);
  for (let i = 0; i < count; i++) {
    text.set(leaves.subarray(i * 32, i * 32 + 32), 32);
    hashInto(text, hash);
    values[i] = view.getUint32(0) * 2 ** 20 + (view.getUint32(4) >>> 12);
    if (i % 10_000 === 0) onProgress(i / count);
  }
  const sorted = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
  for (let i = 1; i < count; i++) values[sorted[i]] = Math.max(values[sorted[i]], values[sorted[i - 1]] + 1);
  for (let i = count - 1, largest = 2 ** 52 - 1; i >= 0 && values[sorted[i]] > largest; i--) values[sorted[i]] = largest--;
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i++) numbers[sorted[i]] = i + 1;
  return { numbers, ranks: values.map(value => value - 2 ** 53) };
}

function indexOf(leaves, leaf) {
  let first = 0, last = leaves.length / 32 - 1;
  while (first <= last) {
    const middle = (first + last) >> 1;
    const difference = compare(leaves.subarray(middle * 32, middle * 32 + 32), leaf);
    if (difference === 0) return middle;
    if (difference < 0) first = middle + 1; else last = middle - 1;
  }
  return -1;
}

function refuseUnknown(papers) {
  if (papers?.format !== 'tq-draw-papers-1' || papers.announcement?.algorithm !== 'tq-draw-1') {
    throw new DrawError('These are not the papers of a draw that this page knows (tq-draw-papers-1, tq-draw-1).');
  }
  const { announcement } = papers;
  const beacon = announcement.source === 'beacon';
  const seeded = ['seeded', 'ranked'].includes(papers.state);
  if (!Array.isArray(announcement.amendments) || !Array.isArray(papers.states) || papers.states[0]?.state !== 'announced' || papers.states.at(-1).state !== papers.state
    || beacon !== Boolean(announcement.beacon) || beacon === Boolean(announcement.commitment)
    || (papers.state !== 'abandoned' && seeded !== Boolean(papers.seed)) || (seeded && !(papers.root && (beacon ? papers.beacon?.signature && papers.beacon.randomness : papers.secret)))) {
    throw new DrawError('The papers are not whole.');
  }
}

function refuseDisorder(leaves) {
  if (leaves.length % 32 !== 0 || leaves.length / 32 > MAX_ENTRIES) throw new DrawError('This is not a list of leaves: it has 32 bytes for each.');
  for (let at = 32; at < leaves.length; at += 32) {
    if (compare(leaves.subarray(at - 32, at), leaves.subarray(at, at + 32)) >= 0) {
      throw new DrawError(`Leaf ${at / 32 + 1} is not larger than the one before it. A list of leaves is in ascending order, each once.`);
    }
  }
}

/** The first round that appears at least 30 seconds after a time in microseconds. */
function firstRound({ genesis, period }, time) {
  const since = time + 30_000_000n - BigInt(genesis) * 1_000_000n;
  const length = BigInt(period) * 1_000_000n;
  return since <= 0n ? 1 : Number((since + length - 1n) / length) + 1;
}

function micros(text) {
  if (text === undefined) return null;
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z$/.exec(text);
  if (!parts) throw new DrawError(`${text} is no time like 2026-12-01T10:00:00.000000Z.`);
  return BigInt(Date.parse(parts[1] + 'Z')) * 1000n + BigInt(parts[2]);
}
