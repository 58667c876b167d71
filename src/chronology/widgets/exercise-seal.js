// Opens the sealed replies: PBKDF2 with HMAC-SHA-256 makes of an answer a digest and a key, SHAKE-256 of the key what the
// reply was mixed with. The same as chronology/exercises/seal.py. No elements here.

const NAME = 12; // bytes of a digest that are stored
const LANE = (1n << 64n) - 1n;

const derivations = new Map(); // what was derived: question, length and text -> bytes

/** The bytes that are derived of an answer's text; where no cipher of the browser is there, by our own. */
function derived(question, text, length, rounds) {
  const key = `${question} ${length} ${rounds} ${text}`;
  if (!derivations.has(key)) {
    const [secret, salt] = [text, `chronology ${question}`].map((each) => new TextEncoder().encode(each));
    // A page that came over plain http from another machine has no cipher; and some take no empty key.
    const make = globalThis.crypto?.subtle && secret.length ? pbkdf2 : pbkdf2Own;
    derivations.set(key, make(secret, salt, rounds, length));
  }
  return derivations.get(key);
}

async function pbkdf2(secret, salt, iterations, length) {
  const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, key, 8 * length),
  );
}

/** The digest of an answer's text in hexadecimal. */
export async function digest(question, text, rounds) {
  return hex((await derived(question, text, 32, rounds)).slice(0, NAME)); // of one block: half of the work
}

/** The reply to an answer's text; null where none is stored. replies: digest -> encrypted reply. */
export async function unseal(question, text, replies, rounds) {
  const name = await digest(question, text, rounds);
  if (!Object.hasOwn(replies, name)) return null;
  const secret = (await derived(question, text, NAME + 32, rounds)).slice(NAME);
  return JSON.parse(opened(secret, replies[name]));
}

/** What Python's `wrap` was given, as anybody can open it. what: its name, such as `solution`. */
export async function unwrap(question, what, wrapped, rounds) {
  return JSON.parse(opened((await derived(question, `(${what})`, NAME + 32, rounds)).slice(NAME), wrapped));
}

/** What was mixed with the stream of a secret, as text. */
function opened(secret, mixed) {
  const bytes = Uint8Array.from(mixed.match(/../g) ?? [], (each) => Number.parseInt(each, 16));
  const stream = shake256(secret, bytes.length);
  return new TextDecoder().decode(bytes.map((each, at) => each ^ stream[at]));
}

const hex = (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");

// --- SHAKE-256 (FIPS 202) ---

/** @type {(lane: bigint, by: bigint) => bigint} */
const turned = (lane, by) => ((lane << by) | (lane >> (64n - by))) & LANE;

/** So many bytes of SHAKE-256 of some bytes. */
export function shake256(bytes, length) {
  const rate = 136;
  const padded = new Uint8Array(Math.ceil((bytes.length + 1) / rate) * rate);
  padded.set(bytes);
  padded[bytes.length] ^= 0x1f;
  padded[padded.length - 1] ^= 0x80;
  const lanes = new BigUint64Array(25);
  const view = new DataView(padded.buffer);
  for (let start = 0; start < padded.length; start += rate) {
    for (let at = 0; at < rate / 8; at += 1) lanes[at] ^= view.getBigUint64(start + 8 * at, true);
    permute(lanes);
  }
  const out = new Uint8Array(Math.ceil(length / rate) * rate);
  const written = new DataView(out.buffer);
  for (let start = 0; start < length; start += rate) {
    if (start) permute(lanes);
    for (let at = 0; at < rate / 8; at += 1) written.setBigUint64(start + 8 * at, lanes[at], true);
  }
  return out.slice(0, length);
}

/**
 * Keccak-f[1600].
 * @param {BigUint64Array} lanes
 */
function permute(lanes) {
  let constant = 1;
  for (let round = 0; round < 24; round += 1) {
    const column = (x) => lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    const columns = [0, 1, 2, 3, 4].map(column);
    for (let at = 0; at < 25; at += 1) lanes[at] ^= columns[(at + 4) % 5] ^ turned(columns[(at + 1) % 5], 1n);
    let [x, y, carried] = [1, 0, lanes[1]];
    for (let step = 1; step < 25; step += 1) {
      [x, y] = [y, (2 * x + 3 * y) % 5];
      const next = lanes[x + 5 * y];
      lanes[x + 5 * y] = turned(carried, BigInt(((step * (step + 1)) / 2) % 64));
      carried = next;
    }
    for (let start = 0; start < 25; start += 5) {
      const row = lanes.slice(start, start + 5);
      for (let at = 0; at < 5; at += 1) lanes[start + at] = row[at] ^ (~row[(at + 1) % 5] & row[(at + 2) % 5]);
    }
    for (let bit = 0; bit < 7; bit += 1) {
      constant = ((constant << 1) ^ ((constant >> 7) * 0x71)) % 256;
      if (constant & 2) lanes[0] ^= 1n << BigInt((1 << bit) - 1);
    }
  }
}

// --- PBKDF2 without a cipher of the browser (RFC 8018, FIPS 180-4) ---

/** The first 32 bits behind the point of a root of the first primes. */
function rootsOfPrimes(count, power) {
  const primes = [];
  for (let each = 2; primes.length < count; each += 1) if (primes.every((prime) => each % prime)) primes.push(each);
  return Int32Array.from(primes, (prime) => (prime ** power * 2 ** 32) | 0);
}
const K = rootsOfPrimes(64, 1 / 3);
const BEGIN = rootsOfPrimes(8, 1 / 2);
const schedule = new Int32Array(64);

const turn = (word, by) => (word >>> by) | (word << (32 - by));

/** A block of sixteen words put into a state. The one loop here that must be fast. */
function compressed(state, block) {
  schedule.set(block);
  for (let at = 16; at < 64; at += 1) {
    const early = schedule[at - 15];
    const late = schedule[at - 2];
    const one = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const other = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    schedule[at] = (schedule[at - 16] + one + schedule[at - 7] + other) | 0;
  }
  let [a, b, c, d, e, f, g, last] = state;
  for (let at = 0; at < 64; at += 1) {
    const mixed = ((turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + last + K[at] + schedule[at]) | 0;
    const major = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    last = g;
    g = f;
    f = e;
    e = (d + mixed) | 0;
    d = c;
    c = b;
    b = a;
    a = (mixed + major) | 0;
  }
  const after = new Int32Array(8);
  after[0] = state[0] + a;
  after[1] = state[1] + b;
  after[2] = state[2] + c;
  after[3] = state[3] + d;
  after[4] = state[4] + e;
  after[5] = state[5] + f;
  after[6] = state[6] + g;
  after[7] = state[7] + last;
  return after;
}

/** Bytes put into a state, into which so many bytes were put before. */
function hashed(bytes, state, before = 0) {
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((each, at) => padded.setUint8(at, each));
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(padded.byteLength - 4, 8 * (before + bytes.length));
  let now = state;
  for (let start = 0; start < padded.byteLength; start += 64) {
    now = compressed(
      now,
      Int32Array.from({ length: 16 }, (_, at) => padded.getInt32(start + 4 * at)),
    );
  }
  return now;
}

function bytesOf(words) {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((each, at) => view.setInt32(4 * at, each));
  return new Uint8Array(view.buffer);
}

/** PBKDF2 with HMAC-SHA-256, our own. */
export async function pbkdf2Own(secret, salt, iterations, length) {
  const key = secret.length > 64 ? bytesOf(hashed(secret, BEGIN)) : secret;
  const keyed = (pad) => {
    const bytes = new Uint8Array(64).fill(pad);
    key.forEach((each, at) => (bytes[at] ^= each));
    return compressed(BEGIN, wordsOf(bytes));
  };
  const [inner, outer] = [keyed(0x36), keyed(0x5c)];
  const block = new Int32Array(16); // 32 bytes and their padding, after a block of 64
  block[8] = 0x80000000 | 0;
  block[15] = 8 * 96;
  const again = (state, words) => {
    block.set(words);
    return compressed(state, block);
  };
  const out = [];
  for (let number = 1; out.length < length / 4; number += 1) {
    let one = again(outer, hashed(Uint8Array.of(...salt, 0, 0, 0, number), inner, 64));
    const mixed = one.slice();
    for (let at = 1; at < iterations; at += 1) {
      one = again(outer, again(inner, one));
      one.forEach((each, place) => (mixed[place] ^= each));
    }
    out.push(...mixed);
  }
  return bytesOf(out).slice(0, length);
}

const wordsOf = (bytes) => {
  const view = new DataView(bytes.buffer);
  return Int32Array.from({ length: bytes.length / 4 }, (_, at) => view.getInt32(4 * at));
};
