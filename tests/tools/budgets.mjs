// What a page of a built site may weigh, and that nothing on it moves while it loads.
//
//     node budgets.mjs SITE

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { onePageOfEachFamily } from "./families.mjs";
import { serve } from "./server.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
const KIB = 1024;
// The sheet and scripts come before a page is seen; what Explore loads comes when somebody searches.
const BUDGETS = { "the median entry": 14 * KIB, "style sheets": 20 * KIB, "scripts before search": 10 * KIB, fonts: 120 * KIB };
const WIDTHS = [360, 1280];
// A telephone on a slow network, as Lighthouse takes it: 1.6 Mbit/s and 150 ms there and back.
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };
const FAMILIES = /^ltr (home|entry|explore)/;

const [site] = process.argv.slice(2).map((path) => resolve(path));
if (!site || !existsSync(site)) fail(`${site ?? "the built site"} is missing: build the site first`);
if (!existsSync(BROWSER)) fail(`${BROWSER} is missing: install Debian's package chromium, or set CHROMIUM`);

const compressed = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
const files = (folder, ending) => readdirSync(join(site, folder), { recursive: true }).filter((name) => name.endsWith(ending));
const assets = (ending) => files("assets", ending).map((name) => join(site, "assets", name));
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

function medianEntry() {
  const pages = files(".", "index.html").map((name) => join(site, name));
  const entries = pages.filter((path) => readFileSync(path, "utf8").includes('<body class="on-entry"'));
  const sizes = entries.map(compressed).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}

const found = {
  "the median entry": medianEntry(),
  "style sheets": sum(assets(".css").map(compressed)),
  "scripts before search": sum(assets(".js").filter((path) => !/explore/.test(path)).map(compressed)),
  fonts: sum(assets(".woff2").map((path) => readFileSync(path).length)),
};
const problems = Object.entries(BUDGETS).flatMap(([name, most]) => {
  console.log(`budgets: ${name}: ${(found[name] / KIB).toFixed(1)} of ${most / KIB} KiB`);
  return found[name] > most ? [`${name}: ${found[name]} bytes, at most ${most}`] : [];
});

const server = await serve(site);
const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
const families = onePageOfEachFamily(site).filter(({ name }) => FAMILIES.test(name));
for (const { name, path } of families) for (const width of WIDTHS) problems.push(...(await shifts(name, path, width)));
await browser.close();
server.close();

for (const problem of problems) console.error(`budgets: ${problem}`);
console.log(`budgets: ${families.length} pages at ${WIDTHS.length} widths, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);

/** What moves while a page loads that the browser has never seen, on a slow network. */
async function shifts(name, path, width) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Network.emulateNetworkConditions", SLOW);
  await page.addInitScript(() => {
    globalThis.shifted = [];
    const of = ({ sources }) => sources.map(({ node }) => node?.nodeName + (node?.className ? `.${node.className}` : "")).join(", ");
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted.push(`${entry.value.toFixed(4)} by ${of(entry)}`);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${server.origin}/${path}`, { waitUntil: "networkidle" });
  await page.waitForTimeout(300);
  const shifted = await page.evaluate(() => globalThis.shifted);
  await context.close();
  return shifted.map((shift) => `${name} at ${width} px: ${path} shifts: ${shift}`);
}

function fail(message) {
  console.error(`budgets: ${message}`);
  process.exit(1);
}
