// zstd, decoded by what Pyodide's own wasm has inside, so that a page needs no other decoder.

const WINDOW = 1 << 23; // as inside.py compresses
const INPUT = 1 << 17;
const OUTPUT = 1 << 20;

/** The bytes that a decoder works in. */
export const workspace = (module) => module._ZSTD_estimateDStreamSize(WINDOW) + INPUT + OUTPUT + 64;

/** A function that gives the pieces of what a chunk holds; a piece is good until the next is asked for.
 * It works in the memory from `at` on, and takes chunks in their order; null is the end. */
export function decoder(module, at) {
  const size = module._ZSTD_estimateDStreamSize(WINDOW);
  if (module.HEAPU8.length < at + workspace(module)) module.growMemory(at + workspace(module));
  const stream = module._ZSTD_initStaticDStream(at, size);
  const input = at + size;
  const output = input + INPUT;
  const inBuffer = output + OUTPUT;
  const outBuffer = inBuffer + 16;
  let left = module._ZSTD_initDStream(stream);

  function* part(bytes) {
    module.HEAPU8.set(bytes, input);
    module.HEAPU32.set([input, bytes.length, 0], inBuffer >>> 2);
    for (let full = true; full || module.HEAPU32[(inBuffer >>> 2) + 2] < bytes.length; ) {
      module.HEAPU32.set([output, OUTPUT, 0], outBuffer >>> 2);
      left = module._ZSTD_decompressStream(stream, outBuffer, inBuffer);
      if (module._ZSTD_isError(left)) throw new Error("a file is damaged");
      const got = module.HEAPU32[(outBuffer >>> 2) + 2];
      full = got === OUTPUT;
      if (got) yield module.HEAPU8.subarray(output, output + got);
    }
  }

  return function* pieces(chunk) {
    if (chunk === null) {
      if (left !== 0) throw new Error("a file ends too early");
      return;
    }
    for (let start = 0; start < chunk.length; start += INPUT) yield* part(chunk.subarray(start, start + INPUT));
  };
}

/** The whole of a file that is here already. size: of what it holds. */
export function whole(module, at, chunk, size) {
  const content = new Uint8Array(size);
  const pieces = decoder(module, at);
  let end = 0;
  for (const each of [chunk, null]) {
    for (const piece of pieces(each)) {
      content.set(piece, end);
      end += piece.length;
    }
  }
  return content;
}

/** What arrives, to be taken in parts as long as the reader likes. */
export class Arriving {
  constructor(module, at, stream) {
    this.pieces = this.all(decoder(module, at), stream.getReader());
    this.piece = new Uint8Array(0);
  }

  async *all(pieces, reader) {
    for (;;) {
      const { done, value } = await reader.read();
      yield* pieces(done ? null : value);
      if (done) return;
    }
  }

  /** Hand on so many bytes, in pieces that are good until `each` returns. */
  async give(size, each) {
    for (let left = size; left > 0; ) {
      if (!this.piece.length) {
        const { done, value } = await this.pieces.next();
        if (done) throw new Error("a file ends too early");
        this.piece = value;
      }
      const part = this.piece.subarray(0, left);
      each(part);
      left -= part.length;
      this.piece = this.piece.subarray(part.length);
    }
  }

  async take(size) {
    const bytes = new Uint8Array(size);
    let end = 0;
    await this.give(size, (part) => {
      bytes.set(part, end);
      end += part.length;
    });
    return bytes;
  }

  async numbers(count) {
    return new Uint32Array((await this.take(4 * count)).buffer);
  }

  /** To the end, where it shows whether the file is whole. */
  async end() {
    const { done } = await this.pieces.next();
    if (!done || this.piece.length) throw new Error("a file is longer than it says");
  }
}
