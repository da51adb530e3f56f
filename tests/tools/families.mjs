// One page of each family of a built site.

import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every HTML file below a folder, with `/` in its path. */
function pages(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && file.name.endsWith(".html"))
    .map((file) => relative(folder, join(file.parentPath ?? file.path, file.name)).split(sep).join("/"));
}

/** `fr/themes/recruitment/index.html` is of the family `fr/themes/*`; a page directly below its language is one too. */
function family(path) {
  const parts = path.replace(/(^|\/)index\.html$/, "").split("/").filter(Boolean);
  const language = parts.length > 0 && /^[a-z]{2,3}(-[a-z]{2,4})?$/.test(parts[0]) ? [parts.shift()] : [];
  const first = parts.length > 1 || /\.html$/.test(path) ? parts.slice(0, 1) : parts;
  return [...language, ...first, ...parts.slice(1).map(() => "*")].join("/");
}

/** The largest page of each family: it shows most of what the family can show. A redirect shows nothing. */
export function onePageOfEachFamily(folder) {
  const largest = new Map();
  for (const path of pages(folder).sort()) {
    const html = readFileSync(join(folder, path), "utf8");
    const name = family(path);
    if (/http-equiv="?refresh/i.test(html)) continue;
    if (html.length > (largest.get(name)?.size ?? -1)) largest.set(name, { path, size: html.length });
  }
  return [...largest].sort().map(([name, { path }]) => ({ name, path }));
}
