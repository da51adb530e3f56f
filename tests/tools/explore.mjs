// Searches and filters a built site in a browser as a reader does, and once with JavaScript off.
//
//     node explore.mjs FOLDER INDEX
//
// INDEX is the index of a thousand entries, which a test writes:
//
//     EXPLORE_INDEX=INDEX cargo test --release --test suite links::the_search

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];

// What a key press may take until results are there, and how often one is pressed: the median counts, the machine is shared.
const PROMPT = 100;
const WORDS = "recruitment of workers";

const folder = resolve(process.argv[2] ?? "public");
const thousand = resolve(process.argv[3] ?? "target/explore-1000.json");
if (!existsSync(thousand)) throw new Error(`${thousand} is missing: see the first lines of this file`);
if (!existsSync(BROWSER)) throw new Error(`${BROWSER} is missing: install Debian's package chromium, or set CHROMIUM`);

const server = await serve(folder);
const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
const titles = (page) => page.locator("#_results[aria-busy=false] h2").allTextContents();

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
    await page.waitForSelector("#_results[aria-busy=false] h2");
    await page.waitForURL(/q=recruit\+debt/);
    assert.match((await titles(page)).join("\n"), /debt/i);
  },
  async "a filter narrows, is in the address, and the back button takes it away"() {
    const page = await open("/explore/");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    const before = await page.textContent("#_count");
    await page.locator("[data-facet=kind]").evaluate((box) => (box.open = true));
    await page.check("input[name=kind][value=practice]");
    await page.waitForURL(/kind=practice/);
    const kinds = await page.locator("#_results > li").evaluateAll((cards) => cards.map((card) => card.className));
    assert.ok(kinds.length > 0 && kinds.every((name) => name === "card practice"), String(kinds));
    await page.goBack();
    await page.waitForFunction((count) => document.getElementById("_count").textContent === count, before);
  },
  async "a cell of the coverage leads to just as many entries"() {
    const page = await open("/coverage/");
    const cell = page.locator("table.grid td a").first();
    const wanted = Number(await cell.textContent());
    await cell.click();
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.match(await page.textContent("#_count"), new RegExp(`: ${wanted}$`));
  },
  async "a target is found by what it is called and its number"() {
    const count = async (question) => {
      const page = await open(`/explore/?${question}`);
      await page.waitForSelector("#_results[aria-busy=false] h2");
      const said = await page.textContent("#_count");
      await page.close();
      return said;
    };
    for (const [asked, filter] of [["target 10.7", "sdg=10.7"], ["SDG 10", "sdg=10"], ["objective 6", "objective=6"]])
      assert.equal(await count(`q=${encodeURIComponent(asked)}`), await count(filter), asked);
  },
  async "the page of a term, of a work or of the site is offered by its name"() {
    for (const [address, asked, path] of [
      ["/explore/", "philippines", "/countries/PHL/"],
      ["/explore/", "target 10.7", "/sdg/10.7/"],
      ["/explore/", "recruit", "/themes/recruitment/"],
      ["/explore/", "iom", "/actors/iom/"],
      ["/explore/", "making migration work", "/sources/a-72-643/"],
      ["/explore/", "coverage", "/coverage/"],
      ["/fr/explore/", "philipp", "/fr/countries/PHL/"],
    ]) {
      const page = await open(`${address}?q=${encodeURIComponent(asked)}`);
      await page.waitForSelector("#_pages:not([hidden]) a");
      const offered = await page.locator("#_pages a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname.replace("index.html", "")));
      assert.ok(offered.includes(path), `${asked}: ${offered}`);
      const answer = await page.goto(`${server.origin}${path}`);
      assert.equal(answer.status(), 200);
      await page.close();
    }
    const page = await open("/explore/");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.ok(await page.locator("#_pages").isHidden());
    await page.fill("#_q", "philippines");
    await page.waitForSelector("#_pages:not([hidden]) a");
    await page.fill("#_q", "xyzzy");
    await page.waitForSelector("#_pages", { state: "hidden" });
  },
  async "another language is asked the same"() {
    const page = await open("/explore/?q=city&kind=practice");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    await page.locator(".languages a[hreflang=fr]").evaluate((link) => link.click());
    await page.waitForURL(/\/fr\/explore\/(index\.html)?\?q=city&kind=practice$/);
  },
  async "the order is a choice that the address keeps"() {
    const page = await open("/explore/?q=migration");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    await page.selectOption("#_sort", "title");
    await page.waitForURL(/sort=title/);
    const found = await titles(page);
    assert.deepEqual(found, [...found].sort(new Intl.Collator("en", { numeric: true }).compare));
    await page.reload();
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.equal(await page.inputValue("#_sort"), "title");
    assert.deepEqual(await titles(page), found);
  },
  async "a word that stands in a text only finds its entry, and titles come first"() {
    const page = await open("/explore/?q=yardst");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.match(await page.locator("#_results h2 a").getAttribute("href"), /\/no-recruitment-fees\//);
    await page.fill("#_q", "recruit");
    await page.waitForSelector("#_results[aria-busy=false] li:nth-child(4)");
    const heads = (await titles(page)).map((title) => /\brecruit/i.test(title));
    assert.ok(heads[0] && !heads.at(-1), String(heads));
    assert.deepEqual(heads, [...heads].sort((a, b) => b - a));
  },
  async "a part of the words that does not come is told, and asked for again"() {
    const page = await open("/explore/");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    for (const broken of [{ status: 503 }, { status: 200, body: "{" }]) {
      await page.route("**/explore/words/*.json", (route) => route.fulfill(broken));
      await page.fill("#_q", "yardst");
      await page.waitForFunction(() => /not searched/.test(document.getElementById("_count").textContent));
      assert.equal(await page.getAttribute("#_results", "aria-busy"), "false");
      assert.doesNotMatch(await page.textContent("#_count"), /Nothing/);
      await page.unroute("**/explore/words/*.json");
    }
    await page.fill("#_q", "yardsti");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.match(await page.locator("#_results h2 a").getAttribute("href"), /\/no-recruitment-fees\//);
    assert.doesNotMatch(await page.textContent("#_count"), /not searched/);
  },
  async "no key alone does anything outside of a field"() {
    const page = await open("/explore/");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    await page.keyboard.press("/");
    assert.notEqual(await page.evaluate(() => document.activeElement.id), "_q");
  },
  async "the title of the page says what was asked"() {
    const page = await open("/explore/?q=recruit");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.match(await page.title(), /^recruit \u2013 /);
  },
  async "a slip in a word is no dead end"() {
    const page = await open("/explore/?q=recruitmnet");
    await page.waitForSelector("#_ways button");
    await page.locator("#_ways button").first().click();
    await page.waitForSelector("#_results[aria-busy=false] h2");
    await page.waitForURL(/q=recruitment/);
  },
  async "where filters leave nothing, each can be taken away"() {
    const page = await open("/explore/?q=recruitment&status=withdrawn&kind=commitment");
    await page.waitForSelector("#_ways button");
    await page.locator("#_ways button").first().click();
    await page.waitForSelector("#_results[aria-busy=false] h2");
    await page.waitForURL((url) => !url.search.includes("status=withdrawn"));
  },
  async "nothing found says what to do, and one key clears all"() {
    const page = await open("/explore/?q=xyzzy");
    await page.waitForSelector("#_chips button");
    await page.waitForFunction(() => /fewer or shorter words/.test(document.getElementById("_count").textContent));
    await page.locator("#_chips button").focus();
    await page.keyboard.press("Enter");
    assert.ok((await titles(page)).length > 0);
  },
  async "accents, codes and paragraphs are found as they are written"() {
    for (const words of ["Côte d'Ivoire", "a-72-643 60", "A/72/643, para. 60", "paragraph 60", "sdg 8.8"]) {
      const page = await open(`/explore/?q=${encodeURIComponent(words)}`);
      await page.waitForSelector("#_results[aria-busy=false] h2", { timeout: 5000 });
    }
  },
  async "an entry is the first that is found by its id"() {
    const page = await open("/explore/?q=fair-recruitment");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.match(await page.locator("#_results h2 a").first().getAttribute("href"), /\/fair-recruitment\/$/);
  },
  async "what is overdue can be asked for, together with a theme"() {
    const page = await open("/explore/?progress=overdue");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    const all = (await titles(page)).length;
    assert.ok(all > 0);
    await page.locator("#_results h2 a").first().click();
    await page.waitForSelector(".status.overdue");
  },
  async "on a phone the results stand above the fold, and the filters open when asked for"() {
    const page = await open("/explore/?theme=governance&level=global", { viewport: { width: 360, height: 800 } });
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.ok((await page.locator("#_results h2").first().boundingBox()).y < 800);
    await page.click("#_filters > summary");
    await page.locator("[data-facet=level] > summary").click();
    assert.ok(await page.locator("input[name=level][value=global]").isChecked());
  },
  async "a key press among a thousand entries is answered at once"() {
    const page = await browser.newPage();
    await page.route("**/explore/index.json", (route) => route.fulfill({ path: thousand }));
    await page.goto(`${server.origin}/explore/`);
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.match(await page.textContent("#_count"), /1,000/);
    const times = await page.evaluate(async (words) => {
      const field = document.getElementById("_q");
      const taken = [];
      for (let length = 1; length <= words.length; length += 1) {
        const begun = performance.now();
        field.value = words.slice(0, length);
        field.dispatchEvent(new InputEvent("input"));
        document.body.getBoundingClientRect();
        taken.push(performance.now() - begun);
        await new Promise(requestAnimationFrame);
      }
      return taken.sort((a, b) => a - b);
    }, WORDS);
    const median = times[Math.floor(times.length / 2)];
    assert.ok(median < PROMPT, `half of the key presses took more than ${median.toFixed()} ms, at most ${PROMPT}`);
    console.log(`explore: a key press among 1,000 entries takes ${median.toFixed()} ms, the slowest ${times.at(-1).toFixed()} ms`);
  },
  async "a need that is open can be asked for"() {
    const page = await open("/explore/?support=open");
    await page.locator("#_results h2 a").first().click();
    await page.waitForSelector(".supports .status.open");
  },
  async "results lead to entries in the language of the page"() {
    const page = await open("/ar/explore/");
    await page.locator("#_results h2 a").first().click();
    assert.match(new URL(page.url()).pathname, /^\/ar\/[a-z-]+\/[a-z0-9-]+\/$/);
  },
  async "a page of the site is found by its words, and by nothing else"() {
    const page = await open("/explore/");
    await page.waitForSelector("#_results[aria-busy=false] h2");
    assert.equal(await page.locator("#_results .page, input[name=kind][value=page]").count(), 0);
    await page.fill("#_q", "about this site");
    await page.waitForSelector("#_results .page h2 a");
    await page.locator("#_results .page h2 a").first().click();
    await page.waitForURL(/\/about\/$/);
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
