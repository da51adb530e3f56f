// Searches and filters a built site in a browser as a reader does, and once with JavaScript off.
//
//     node explore.mjs FOLDER

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];

const folder = resolve(process.argv[2] ?? "public");
if (!existsSync(BROWSER)) throw new Error(`${BROWSER} is missing: install Debian's package chromium, or set CHROMIUM`);

const server = await serve(folder);
const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
const titles = (page) => page.locator("#_results h2").allTextContents();

async function open(address, options = {}) {
  const page = await browser.newPage(options);
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${server.origin}${address}`);
  return page;
}

const STORIES = {
  async "a search from the home page finds what was promised on recruitment"() {
    const page = await open("/");
    await page.fill("#_q", "recruit debt");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#_results h2");
    assert.match(page.url(), /q=recruit\+debt/);
    assert.match((await titles(page)).join("\n"), /debt/i);
  },
  async "a filter narrows, is in the address, and the back button takes it away"() {
    const page = await open("/explore/");
    await page.waitForSelector("#_results h2");
    const before = await page.textContent("#_count");
    await page.locator("[data-facet=kind]").evaluate((box) => (box.open = true));
    await page.check("input[name=kind][value=practice]");
    assert.match(page.url(), /kind=practice/);
    const kinds = await page.locator("#_results > li").evaluateAll((cards) => cards.map((card) => card.className));
    assert.ok(kinds.length > 0 && kinds.every((name) => name === "card practice"), String(kinds));
    await page.goBack();
    assert.equal(await page.textContent("#_count"), before);
  },
  async "a cell of the coverage leads to just as many entries"() {
    const page = await open("/coverage/");
    const cell = page.locator("table.grid td a").first();
    const wanted = Number(await cell.textContent());
    await cell.click();
    await page.waitForSelector("#_results h2");
    assert.match(await page.textContent("#_count"), new RegExp(`: ${wanted}$`));
  },
  async "the order is a choice that the address keeps"() {
    const page = await open("/explore/?q=migration");
    await page.waitForSelector("#_results h2");
    await page.selectOption("#_sort", "title");
    assert.match(page.url(), /sort=title/);
    const found = await titles(page);
    assert.deepEqual(found, [...found].sort(new Intl.Collator("en", { numeric: true }).compare));
    await page.reload();
    await page.waitForSelector("#_results h2");
    assert.equal(await page.inputValue("#_sort"), "title");
    assert.deepEqual(await titles(page), found);
  },
  async "the title of the page says what was asked"() {
    const page = await open("/explore/?q=recruit");
    await page.waitForSelector("#_results h2");
    assert.match(await page.title(), /^recruit \u2013 /);
  },
  async "a slip in a word is no dead end"() {
    const page = await open("/explore/?q=recruitmnet");
    await page.waitForSelector("#_ways button");
    await page.locator("#_ways button").first().click();
    await page.waitForSelector("#_results h2");
    assert.match(page.url(), /q=recruitment/);
  },
  async "where filters leave nothing, each can be taken away"() {
    const page = await open("/explore/?q=recruitment&status=withdrawn&kind=commitment");
    await page.waitForSelector("#_ways button");
    await page.locator("#_ways button").first().click();
    await page.waitForSelector("#_results h2");
    assert.doesNotMatch(page.url(), /status=withdrawn/);
  },
  async "nothing found says what to do, and one key clears all"() {
    const page = await open("/explore/?q=xyzzy");
    await page.waitForSelector("#_chips button");
    assert.match(await page.textContent("#_count"), /fewer or shorter words/);
    await page.locator("#_chips button").focus();
    await page.keyboard.press("Enter");
    assert.ok((await titles(page)).length > 0);
  },
  async "accents, ids and paragraphs are found"() {
    for (const words of ["Côte d'Ivoire", "a-72-643 60"]) {
      const page = await open(`/explore/?q=${encodeURIComponent(words)}`);
      await page.waitForSelector("#_results h2", { timeout: 5000 });
    }
  },
  async "results lead to entries in the language of the page"() {
    const page = await open("/ar/explore/");
    await page.locator("#_results h2 a").first().click();
    assert.match(new URL(page.url()).pathname, /^\/ar\/[a-z-]+\/[a-z0-9-]+\/$/);
  },
  async "without JavaScript there are the indexes"() {
    const page = await open("/explore/?theme=recruitment", { javaScriptEnabled: false });
    assert.ok(!(await page.isVisible("#_explore")));
    await page.locator("#_indexes a.chip[href*='themes/']").first().click();
    assert.match(new URL(page.url()).pathname, /^\/themes\/[a-z0-9-]+\//);
  },
};

for (const [story, run] of Object.entries(STORIES)) {
  try {
    await run();
  } catch (error) {
    throw new Error(`${story}: ${error.message}`, { cause: error });
  }
}
await browser.close();
server.close();
console.log(`explore: ${Object.keys(STORIES).length} stories`);
