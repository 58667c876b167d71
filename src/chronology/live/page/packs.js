// The packs of files that the build makes (packs.py).

const SITE = "/lib/python3.14/site-packages/";

/** The id of a pack and its files, [path, content]. */
export function unpack(pack) {
  const head = 4 + new DataView(pack.buffer, pack.byteOffset).getUint32(0, true);
  const { id, files } = JSON.parse(new TextDecoder().decode(pack.subarray(4, head)));
  let end = head;
  const contents = files.map(([path, size]) => {
    end += size;
    return [path, pack.subarray(end - size, end)];
  });
  return { id, files: contents };
}

/** Write the files of a pack to where Python imports from. */
export function install(module, files) {
  const folders = new Set();
  for (const [path, content] of files) {
    const file = SITE + path;
    const folder = file.slice(0, file.lastIndexOf("/"));
    if (!folders.has(folder)) module.FS.mkdirTree(folder);
    folders.add(folder);
    module.FS.writeFile(file, content, { canOwn: true });
  }
}
