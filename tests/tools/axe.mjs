// Holds one page of each family against the rules of axe-core, in light and dark and at three widths, and watches for
// pages that scroll sideways, requests that fail and whatever the browser complains of, a violated policy among it.
//
//     node axe.mjs FOLDER

import axe from "axe-core";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import { onePageOfEachFamily } from "./families.mjs";
import { serve } from "./server.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 768, 1280];
const ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
// As many pages at once as there are cores on a small machine.
const AT_ONCE = 2;

const folder = resolve(process.argv[2] ?? "public");
if (!existsSync(BROWSER)) fail(`${BROWSER} is missing: install Debian's package chromium, or set CHROMIUM`);
if (!existsSync(folder)) fail(`${folder} is missing: build the site first`);

const families = onePageOfEachFamily(folder);
const server = await serve(folder);
const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
const problems = new Map();

const looks = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => ({ colorScheme, width })));
const queue = [...families];
await Promise.all(Array.from({ length: AT_ONCE }, work));
await browser.close();
server.close();

for (const [problem, places] of problems) {
  console.error(`${problem}\n    ${places.slice(0, 3).join("\n    ")}${places.length > 3 ? `\n    and ${places.length - 3} more` : ""}`);
}
const summary = `${families.length} families, ${looks.length} looks each, ${problems.size} problems`;
if (problems.size > 0) fail(summary);
console.log(`axe: ${summary}`);

async function work() {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  for (let family = queue.shift(); family; family = queue.shift()) await visit(context, family.path);
  await context.close();
}

/** Loads a page once and looks at it in every way. */
async function visit(context, path) {
  const page = await context.newPage();
  let place = path;
  page.on("console", (message) => message.type() === "error" && report(`the browser says: ${message.text()}`, place));
  page.on("pageerror", (error) => report(`a script fails: ${error.message}`, place));
  page.on("requestfailed", (request) => report(`a request fails: ${request.url().replace(server.origin, "")}`, place));
  await page.goto(`${server.origin}/${path.replace(/(^|\/)index\.html$/, "$1")}`, { waitUntil: "load" });
  // Evaluated by the debugger, which the page's policy does not bind; the policy itself stays in force.
  await page.evaluate(axe.source);
  for (const { colorScheme, width } of looks) {
    place = `${path}, ${colorScheme}, ${width} px`;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    await look(page, place);
  }
  await page.close();
}

async function look(page, place) {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, help, nodes } of violations) {
    for (const node of nodes) report(`${id}: ${help}\n    ${node.html.slice(0, 200)}`, place);
  }
  const sideways = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
  if (sideways > 0) report(`the page scrolls sideways by ${sideways} px`, place);
}

function report(problem, place) {
  const known = problems.get(problem) ?? [];
  problems.set(problem, [...known, place]);
}

function fail(message) {
  console.error(`axe: ${message}`);
  process.exit(1);
}
