// The files of the book's Python, by what they are: from the network, or from what the page has brought (file://).

/** manifest: what -> { name, bytes, size }. told: is told the bytes that have come, each time some come. */
export class Files {
  constructor(base, manifest, told = undefined) {
    this.base = base;
    this.manifest = manifest;
    this.told = told;
  }

  size(what) {
    return this.manifest[what].size;
  }

  address(what) {
    return this.base + this.manifest[what].name;
  }

  module(what) {
    return import(this.address(what));
  }

  async stream(what) {
    const answer = await fetch(this.address(what));
    if (!answer.ok) throw new Error(`${this.manifest[what].name}: ${answer.status}`);
    const told = this.told;
    const counted = new TransformStream({
      transform(chunk, control) {
        told?.(chunk.length);
        control.enqueue(chunk);
      },
    });
    return answer.body.pipeThrough(counted);
  }

  async bytes(what) {
    return new Uint8Array(await new Response(await this.stream(what)).arrayBuffer());
  }

  /** Blocks until the file is here. */
  now(what) {
    const request = new XMLHttpRequest();
    request.open("GET", this.address(what), false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`${this.manifest[what].name}: ${request.status}`);
    return new Uint8Array(request.response);
  }
}
