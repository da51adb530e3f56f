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

/**
 * The family of a page as the theme names it, with the kind of an entry, in either direction of writing: another language of
 * the same direction shows nothing else.
 */
function family(path, html) {
  const name = /<body class="(?:on-)?([^"]*)"/.exec(html)?.[1] ?? path;
  const direction = /<html[^>]* dir="rtl"/.test(html) ? "rtl" : "ltr";
  const kind = name === "entry" ? path.split("/").slice(-3, -2).join("") : "";
  return [direction, name, kind].join(" ").trim();
}

/** The largest page of each family: it shows most of what the family can show. A redirect shows nothing. */
export function onePageOfEachFamily(folder) {
  const largest = new Map();
  for (const path of pages(folder).sort()) {
    const html = readFileSync(join(folder, path), "utf8");
    const name = family(path, html);
    if (/http-equiv="?refresh/i.test(html)) continue;
    if (html.length > (largest.get(name)?.size ?? -1)) largest.set(name, { path, size: html.length });
  }
  return [...largest].sort().map(([name, { path }]) => ({ name, path }));
}
