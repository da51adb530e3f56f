#!/usr/bin/env node
// Draws the pictures that previews of links show, one for each kind of entry and one for the rest of a site, and writes them
// into the theme: themes/folio/static/share/NAME.png.
//
//     node scripts/share-pictures.mjs
//
// Previews want PNG of 1200 by 630 pixels. To make one for each entry at every build would take a rasterizer and a font, and
// most of the time of a build; a picture that says what kind of page it is, in no language, is drawn once and kept here.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "../tests/tools/node_modules/playwright-core/index.mjs";

const folder = fileURLToPath(new URL("../themes/folio/static/share/", import.meta.url));
const [paper, deep, light, faint, mark] = ["#fdfcf9", "#0b2c49", "#a5cdf3", "#c9dff0", "#b3420a"];

const line = (x1, y1, x2, y2, colour = paper, width = 14) =>
  `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
const ring = (x, y, r, colour = paper, width = 14) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
const dot = (x, y, r, colour = paper) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`;
const tile = (x, y, colour, size = 84) => `<rect x="${x}" y="${y}" width="${size}" height="${size}" rx="10" fill="${colour}"/>`;

// What each kind is, as a drawing in the middle of the picture.
const drawings = {
  // The ladder of levels, from a town to the world.
  site: [0, 1, 2, 3].map((at) => `<rect x="${372 + at * 120}" y="${395 - at * 70}" width="96" height="${70 + at * 70}" rx="10" fill="${[light, faint, paper, mark][at]}"/>`).join(""),
  // A promise and its steps, the last of which is open.
  commitment: `${line(330, 315, 870, 315, light)}${[330, 510, 690].map((x) => dot(x, 315, 44, paper)).join("")}${[330, 510, 690].map((x) => `<path d="M${x - 18} 316l14 15 26-30" fill="none" stroke="${deep}" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"/>`).join("")}<circle cx="870" cy="315" r="44" fill="${deep}" stroke="${mark}" stroke-width="14"/>`,
  // One place among many that did it.
  practice: [0, 1, 2, 3, 4].flatMap((x) => [0, 1, 2].map((y) => tile(350 + x * 104, 167 + y * 104, x === 3 && y === 1 ? mark : (x + y) % 3 ? light : faint))).join(""),
  // From one place to another, and perhaps back.
  "skills-partnership": `<path d="M350 345C450 165 750 165 850 345" fill="none" stroke="${light}" stroke-width="14" stroke-linecap="round"/><path d="M350 345C450 455 750 455 850 345" fill="none" stroke="${light}" stroke-width="14" stroke-dasharray="2 34" stroke-linecap="round"/>${dot(350, 345, 56, paper)}${dot(850, 345, 56, mark)}`,
  // Parties around a text.
  agreement: `<rect x="490" y="150" width="220" height="330" rx="14" fill="${paper}"/>${[205, 255, 305].map((y) => line(535, y, 665, y, light, 12)).join("")}${line(535, 355, 610, 355, light, 12)}${dot(655, 420, 26, mark)}${ring(370, 315, 60, light)}${ring(830, 315, 60, light)}`,
  // A text.
  page: `${line(360, 195, 700, 195, paper, 30)}${[275, 335, 395, 455].map((y, at) => line(360, y, [840, 840, 800, 560][at], y, at === 3 ? mark : light)).join("")}`,
};

const picture = (drawing) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="${deep}"/><rect width="1200" height="14" fill="${mark}"/>${drawing}</svg>`;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
for (const [name, drawing] of Object.entries(drawings)) {
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${picture(drawing)}`);
  await page.screenshot({ path: `${folder}${name}.png` });
}
await browser.close();
