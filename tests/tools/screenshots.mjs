// Pictures of one page of each family of a built site, in light and dark and at three widths, for a person to look at.
// Nothing is compared. A word picks the families whose name holds it.
//
//     node screenshots.mjs SITE PICTURES [WORD]

import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { onePageOfEachFamily } from "./families.mjs";
import { serve } from "./server.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
const SCHEMES = ["light", "dark"];
const WIDTHS = [360, 768, 1280];
// Longer pages are cut: what matters is how they begin, and a browser has no picture of 100,000 lines.
const LONGEST = 8000;

const [site, pictures, word = ""] = process.argv.slice(2);
if (!site || !pictures) fail("name the built site, and a folder for the pictures");
if (!existsSync(site)) fail(`${site} is missing: build the site first`);
if (!existsSync(BROWSER)) fail(`${BROWSER} is missing: install Debian's package chromium, or set CHROMIUM`);
mkdirSync(pictures, { recursive: true });

const families = onePageOfEachFamily(resolve(site)).filter(({ name }) => name.includes(word));
const server = await serve(resolve(site));
const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
let taken = 0;
for (const colorScheme of SCHEMES) {
  const context = await browser.newContext({ colorScheme, reducedMotion: "reduce", bypassCSP: true });
  const page = await context.newPage();
  for (const { name, path } of families) {
    await page.goto(`${server.origin}/${path}`, { waitUntil: "load" });
    // What is far down would be drawn only once somebody scrolled there.
    await page.addStyleTag({ content: "* { content-visibility: visible !important; }" });
    for (const width of WIDTHS) await picture(page, name, width, colorScheme);
  }
  await context.close();
}
await browser.close();
server.close();
console.log(`screenshots: ${taken} pictures of ${families.length} families in ${pictures}`);

async function picture(page, name, width, colorScheme) {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(() => document.fonts.ready);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const path = join(pictures, `${name.replaceAll(" ", "-")}-${width}-${colorScheme}.png`);
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, LONGEST) } });
  taken += 1;
}

function fail(message) {
  console.error(`screenshots: ${message}`);
  process.exit(1);
}
