// What readers come for, told as stories on a built site in a browser: each with JavaScript and without it.
//
//     node reader.mjs SITE PYTHON [WORD]
//
// PYTHON is the interpreter that has the packages of requirements.txt: it reads what was printed. WORD picks the stories
// whose name holds it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
const FEES = "/commitments/no-recruitment-fees/";
const CROSS_BORDER = "/commitments/fair-recruitment/";
const READ_PDF = join(dirname(fileURLToPath(import.meta.url)), "pdf_text.py");

const [site, python] = process.argv.slice(2).map((path) => resolve(path));
if (!site || !existsSync(site)) fail(`${site ?? "the built site"} is missing: build the site first`);
if (!python || !existsSync(python)) fail(`${python ?? "Python"} is missing: scripts/test makes it`);
if (!existsSync(BROWSER)) fail(`${BROWSER} is missing: install Debian's package chromium, or set CHROMIUM`);

const server = await serve(site);
const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
const heading = (page) => page.textContent("h1");
// A site with `relative_urls` names the file of a folder.
const plain = (url) => url.pathname.replace(/index\.html$/, "");
const arrive = (page, address) => page.waitForURL((url) => plain(url) === address);

const STORIES = {
  async "a delegate finds who promised what on recruitment fees, and the paragraph"({ open, scripted }) {
    const page = await open("/");
    if (scripted) await search(page, "recruitment fees");
    else await follow(page, ["main .tile:has-text('Decent work')", ".aside a:has-text('Fair recruitment')"]);
    await page.locator("main a", { hasText: "Recruiters charge employers" }).first().click();
    await arrive(page, FEES);
    await page.locator(".prose a", { hasText: "para. 60" }).first().click();
    assert.equal(new URL(page.url()).hash, "#_ref-a-72-643");
    await page.locator("#_ref-a-72-643 a").first().click();
    const paragraph = page.locator(".paragraphs > div", { has: page.locator("#paragraph-60") });
    await paragraph.locator("a", { hasText: "Recruiters charge employers" }).click();
    await arrive(page, FEES);
  },
  async "a city officer finds a practice from a city like hers"({ open, scripted }) {
    const page = await open("/");
    if (scripted) {
      await page.goto(`${server.origin}/explore/`);
      await page.locator("[data-facet=level] summary").click();
      await page.check("input[name=level][value=subnational]");
      await page.check("input[name=kind][value=practice]");
      await page.locator("#_results a").first().click();
    } else {
      await follow(page, ["main .levels .tile:has-text('Subnational')", "section:has(h2:text-is('Practices')) .card a"]);
    }
    await page.locator(".kicker", { hasText: "Practice" }).waitFor();
    assert.ok((await page.locator(".facts a[href*='levels/subnational']").count()) > 0);
    assert.ok((await page.locator(".references a[href^=http]").count()) > 0, "whom to ask: no source leads elsewhere");
  },
  async "a journalist finds what is overdue in 2026"({ open }) {
    const page = await open("/");
    await page.locator(".main a", { hasText: "Progress" }).click();
    await page.locator(".head time[datetime]").waitFor();
    await page.locator(".jump a[href$='#overdue-2026']").click();
    const late = page.locator("#overdue-2026 + .dates > li");
    const dates = await late.locator("time").evaluateAll((times) => times.map((time) => time.dateTime));
    assert.ok(dates.length > 0 && dates.every((date) => date.startsWith("2026")), String(dates));
    const what = await late.first().locator("span").first().textContent();
    await late.first().locator("a").click();
    const milestone = page.locator(".timeline > li.overdue", { hasText: what });
    await milestone.waitFor();
    assert.match(await milestone.locator(".status").textContent(), /Overdue/);
  },
  async "a researcher downloads all agreements"({ open }) {
    const page = await open("/agreements/");
    const count = Number(/\d+/.exec(await page.textContent(".head .count"))[0]);
    await page.locator(".bottom a", { hasText: "Open data" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("main a", { hasText: /^agreements\.csv$/ }).click()]);
    const rows = csv(readFileSync(await download.path(), "utf8"));
    assert.equal(rows.length, count + 1);
    assert.ok(rows[0].includes("id") && rows.every((row) => row.length === rows[0].length));
    assert.ok(await page.isVisible("main a[href*='creativecommons.org']"), "no licence beside the data");
  },
  async "an entry changes its language, and says when it cannot"({ open }) {
    const page = await open(CROSS_BORDER);
    const english = await heading(page);
    await page.locator(".languages a[lang=fr]").click();
    await arrive(page, `/fr${CROSS_BORDER}`);
    assert.equal(await page.getAttribute("html", "lang"), "fr");
    assert.notEqual(await heading(page), english);
    await page.locator(".languages a[lang=ar]").click();
    await arrive(page, `/ar${CROSS_BORDER}`);
    assert.equal(await page.getAttribute("html", "dir"), "rtl");
    await page.goto(`${server.origin}/fr${FEES}`);
    assert.equal(await page.getAttribute("h1", "lang"), "en");
    assert.match(await page.textContent(".notice"), /anglais/);
    await page.locator(".notice a[hreflang=en]").click();
    await arrive(page, FEES);
    assert.equal(await page.locator(".notice").count(), 0);
  },
  async "hands that hold no mouse go everywhere"({ open, scripted }) {
    const page = await open(CROSS_BORDER);
    await page.keyboard.press("Tab");
    assert.ok(await page.locator(".skip:focus").isVisible(), "the skip link does not come first");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("main:focus").count(), 1, "the skip link does not lead to the text");
    await page.goto(`${server.origin}${CROSS_BORDER}`);
    const seen = await walk(page, 60);
    for (const wanted of ["brand", "find", "languages", "main", "crumbs", "contents", "facts"]) assert.ok(seen.has(wanted), `the Tab key does not reach ${wanted}`);
    if (scripted) {
      await page.focus(".scheme");
      await page.keyboard.press("Space");
      assert.equal(await page.getAttribute("html", "data-scheme"), "dark");
      assert.equal(await page.getAttribute(".scheme", "aria-pressed"), "true");
      await page.reload();
      assert.equal(await page.getAttribute("html", "data-scheme"), "dark", "the choice is forgotten");
    }
    await page.focus(".find input");
    await page.keyboard.type("debt");
    await page.keyboard.press("Enter");
    await arrive(page, "/explore/");
    if (!scripted) return page.locator("#_indexes a").first().waitFor();
    await page.waitForSelector("#_results[aria-busy=false] h2");
    await page.focus("[data-facet=theme] summary");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const theme = await page.evaluate(() => document.activeElement.value);
    await page.keyboard.press("Space");
    await page.waitForURL((url) => url.searchParams.getAll("theme").includes(theme));
    assert.equal(await page.evaluate(() => document.activeElement.value), theme, "the focus is lost when results change");
  },
  async "the menu of a telephone opens, leads on and closes by keyboard"({ open, scripted }) {
    const page = await open(FEES, PHONE);
    assert.ok(!(await page.isVisible(".main")));
    await page.focus(".menu summary");
    await page.keyboard.press("Enter");
    assert.ok(await page.isVisible(".main"));
    if (scripted) {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Escape");
      assert.ok(!(await page.isVisible(".main")), "Escape does not close the menu");
      assert.equal(await page.locator(".menu summary:focus").count(), 1);
      await page.keyboard.press("Enter");
    }
    await page.focus(".main a >> nth=1");
    await page.keyboard.press("Enter");
    await arrive(page, "/practices/");
  },
  async "an entry on paper has addresses and nothing to click"({ open }) {
    const page = await open(FEES);
    const said = await printed(page);
    for (const wanted of [/Recruiters charge employers/, /Road map/, /https:\/\/undocs\.org\/A\/72\/643/, /Cite this entry/, /CC BY 4\.0/]) assert.match(said, wanted);
    for (const chrome of [/Français/, /Who signed what/, /Skip to/, /On this page/, /Show all/, /Copy/, /BibTeX/, /RIS/]) assert.doesNotMatch(said, chrome);
  },
};

const only = process.argv[4] ?? "";
try {
  for (const scripted of [true, false]) {
    for (const [story, run] of Object.entries(STORIES)) if (story.includes(only)) await tell(story, run, scripted);
  }
} catch (error) {
  console.error(`reader: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}
if (!process.exitCode) console.log(`reader: ${Object.keys(STORIES).length} stories, with JavaScript and without`);

async function tell(story, run, scripted) {
  const context = await browser.newContext({ javaScriptEnabled: scripted, colorScheme: "light", reducedMotion: "reduce" });
  const complaints = [];
  const open = async (address, viewport = DESK) => {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.setViewportSize(viewport);
    await page.goto(`${server.origin}${address}`);
    return page;
  };
  try {
    await run({ open, scripted });
    assert.deepEqual(complaints, []);
  } catch (error) {
    throw new Error(`${story}${scripted ? "" : ", without JavaScript"}: ${error.message}`, { cause: error });
  }
  await context.close();
}

async function search(page, words) {
  await page.fill("main [type=search]", words);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#_results[aria-busy=false] h2");
}

async function follow(page, links) {
  for (const link of links) await page.locator(link).first().click();
}

/** Presses Tab so many times, sees to it that every stop shows that it is one, and returns the places that were reached. */
async function walk(page, steps) {
  const reached = new Set();
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const { width, height } = at.getBoundingClientRect();
      const around = [];
      for (let one = at; one; one = one.parentElement) around.push(...one.classList);
      return { html: at.outerHTML.slice(0, 120), around, shows: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0 };
    });
    assert.ok(stop.shows, `the focus cannot be seen on ${stop.html}`);
    for (const name of stop.around) reached.add(name);
  }
  return reached;
}

/** The text of the page as it is printed. */
async function printed(page) {
  const folder = mkdtempSync(join(tmpdir(), "compendium-print-"));
  try {
    const file = join(folder, "page.pdf");
    await page.pdf({ path: file, format: "A4" });
    return execFileSync(python, [READ_PDF, file], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows of cells, by RFC 4180. */
function csv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

function fail(message) {
  console.error(`reader: ${message}`);
  process.exit(1);
}
