// What is brought into the page when it is first needed. A classic script, for a page that was opened from a file.

const coming = new Map();

/** A script beside this one; brought once, and anew if it could not be had. */
export function bringScript(src) {
  if (!coming.has(src)) {
    const script = Object.assign(document.createElement("script"), { src });
    const there = new Promise((resolve, reject) => {
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        coming.delete(src);
        script.remove();
        reject(new Error(`${src} is missing`));
      });
    });
    coming.set(src, there);
    document.head.append(script);
  }
  return coming.get(src);
}
