// Edits the shipped knowledge base, in a copy, while a browser shows its preview: open pages change in place and keep
// where the reader was, errors appear and go, other pages are left alone, and a page from elsewhere can read nothing.
//
//     node preview.mjs PROGRAM PROJECT

import assert from "node:assert/strict";
import axe from "axe-core";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
const SOON = 5000;
// Settings concern every page: all is linked anew, whatever else the machine does meanwhile.
const WHOLE = 30000;
const ENTRY = "fair-recruitment";
const FILE = `content/commitments/${ENTRY}.md`;

const [program, project] = process.argv.slice(2).map((path) => resolve(path));
if (!existsSync(BROWSER)) fail(`${BROWSER} is missing: install Debian's package chromium, or set CHROMIUM`);
if (!existsSync(program)) fail(`${program} is missing: build the program first`);

const folder = mkdtempSync(join(tmpdir(), "compendium-preview-"));
for (const part of ["content", "site.toml"]) cpSync(join(project, part), join(folder, part), { recursive: true });
const file = join(folder, FILE);
const original = readFileSync(file, "utf8");
const save = (text) => writeFileSync(file, text);

const preview = spawn(program, ["serve", "--port", "0", "--root", folder], { stdio: ["ignore", "pipe", "inherit"] });
const origin = await address(preview);
const browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
const context = await browser.newContext({ viewport: { width: 1280, height: 500 }, reducedMotion: "reduce" });
let passed = 0;
let failure = null;

try {
  await test("an open page changes in place", changesInPlace);
  await test("what is selected and what is folded out stays so", selectionStays);
  await test("a whole reload comes back to where the reader was", reloadsComeBack);
  await test("a page that is still the same is left alone", othersAreLeftAlone);
  await test("a new title is seen wherever it is shown", titlesAreFollowed);
  await test("an error appears at its line and goes", errorsComeAndGo);
  await test("the panel can be closed and stays closed", thePanelStaysClosed);
  await test("the panel is accessible", thePanelIsAccessible);
  await test("a page from another port can read nothing", strangersReadNothing);
} catch (error) {
  failure = error.stack;
} finally {
  await browser.close();
  const ended = new Promise((done) => preview.on("exit", done));
  preview.kill("SIGINT");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
if (failure) fail(failure);
console.log(`preview: ${passed} stories told in a browser`);

async function test(name, story) {
  save(original);
  try {
    await story();
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
  passed += 1;
}

/** A page on which a whole reload would lose a mark. */
async function open(path) {
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(origin + path);
  await page.evaluate(() => (window.mark = "kept"));
  page.complaints = complaints;
  return page;
}

function isMarked(page) {
  return page.evaluate(() => window.mark === "kept");
}

function text(page) {
  return page.evaluate(() => document.querySelector("main").innerText);
}

async function until(what, condition, within = SOON) {
  const end = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${within} ms later not: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function changesInPlace() {
  const page = await open(`/commitments/${ENTRY}/`);
  const buttons = page.locator("main [data-copy] + button");
  const offered = await buttons.count();
  assert.ok(offered > 0, "nothing can be copied");
  await page.evaluate(() => scrollTo({ top: 300, behavior: "instant" }));
  const link = page.locator("main .prose a").last();
  await link.focus();
  const before = await page.evaluate(() => ({ top: scrollY, focus: document.activeElement.textContent }));
  save(`${original}\nA sentence that was not there before.\n`);
  await until("the new sentence", async () => (await text(page)).includes("not there before"));
  const after = await page.evaluate(() => ({ top: scrollY, focus: document.activeElement.textContent }));
  assert.deepEqual(after, before, "scroll position and focus");
  assert.ok(await isMarked(page), "the page was loaded anew");
  assert.equal(await buttons.count(), offered, "what a script of the theme added");
  assert.deepEqual(page.complaints, []);
  await page.close();
}

async function selectionStays() {
  const page = await open(`/commitments/${ENTRY}/`);
  assert.ok((await page.locator("main details").count()) > 0, "the page has nothing to fold out");
  const state = () =>
    page.evaluate(() => ({
      selected: String(getSelection()),
      open: [...document.querySelectorAll("main details")].map((one) => one.open),
    }));
  await page.evaluate(() => {
    const paragraph = document.querySelector("main .prose p");
    const text = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
    getSelection().setBaseAndExtent(text, 2, text, 12);
    const details = document.querySelector("main details");
    details.open = !details.open;
  });
  const before = await state();
  assert.equal(before.selected.length, 10);
  save(`${original}\nA sentence at the end.\n`);
  await until("the new sentence", async () => (await text(page)).includes("sentence at the end"));
  assert.deepEqual(await state(), before);
  assert.ok(await isMarked(page), "the page was loaded anew");
  await page.close();
}

// The home page's own title stands in the head and foot of all pages, which are no part of <main>.
async function reloadsComeBack() {
  const page = await open(`/commitments/${ENTRY}/`);
  await page.evaluate(() => scrollTo({ top: 300, behavior: "instant" }));
  await page.locator("main .prose a").last().focus();
  const where = () => page.evaluate(() => ({ top: scrollY, focus: document.activeElement.textContent }));
  const before = await where();
  const settings = join(folder, "site.toml");
  const former = readFileSync(settings, "utf8");
  writeFileSync(settings, former.replace(/^title = .*$/m, 'title = "Another name altogether"'));
  await until("the page is loaded anew", async () => !(await isMarked(page).catch(() => true)), WHOLE);
  await until("the same place", async () => JSON.stringify(await where().catch(() => null)) === JSON.stringify(before), WHOLE);
  writeFileSync(settings, former);
  await until("the former name", async () => !(await page.content().catch(() => "Another name altogether")).includes("Another name altogether"), WHOLE);
  await page.close();
}

async function othersAreLeftAlone() {
  const other = await open("/practices/kenya-migration-coordination/");
  let asked = 0;
  other.on("request", (request) => (asked += request.url() === other.url() ? 1 : 0));
  const page = await open(`/commitments/${ENTRY}/`);
  save(`${original}\nAnother sentence.\n`);
  await until("the new sentence", async () => (await text(page)).includes("Another sentence"));
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(asked, 0, "a page that did not change was asked for");
  assert.ok(await isMarked(other));
  await page.close();
  await other.close();
}

async function titlesAreFollowed() {
  const term = await open("/themes/recruitment/");
  save(original.replace(/^title: .*$/m, "title: A title that was just given"));
  await until("the new title in the list", async () => (await text(term)).includes("just given"));
  assert.ok(await isMarked(term));
  await term.close();
}

async function errorsComeAndGo() {
  const page = await open(`/commitments/${ENTRY}/`);
  save(original.replace(/^themes: .*$/m, "themes: [recrutment]"));
  const error = page.getByText("recrutment").first();
  await error.waitFor({ timeout: SOON });
  assert.ok((await text(page)).length > 500, "the last good page is gone");
  save(original);
  await error.waitFor({ state: "detached", timeout: SOON }).catch(() => error.waitFor({ state: "hidden", timeout: SOON }));
  assert.ok(await isMarked(page), "the page was loaded anew");
  await page.close();
}

async function thePanelStaysClosed() {
  const page = await open(`/commitments/${ENTRY}/`);
  const closer = page.getByRole("button", { name: "Close the preview panel" });
  const opener = page.getByRole("button", { name: "Preview", exact: true });
  await closer.waitFor({ timeout: SOON });
  await closer.focus();
  await page.keyboard.press("Enter");
  await closer.waitFor({ state: "hidden", timeout: SOON });
  await page.reload();
  await opener.waitFor({ timeout: SOON });
  assert.ok(!(await closer.isVisible()), "it was forgotten");
  await opener.focus();
  await page.keyboard.press("Enter");
  await closer.waitFor({ timeout: SOON });
  await page.close();
}

async function thePanelIsAccessible() {
  const page = await open(`/commitments/${ENTRY}/`);
  save(original.replace(/^themes: .*$/m, "themes: [recrutment]"));
  await page.getByText("recrutment").first().waitFor({ timeout: SOON });
  for (const width of [360, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), [], `${width} px, ${colorScheme}`);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!sideways, `the page scrolls sideways at ${width} px`);
      if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/preview-${width}-${colorScheme}.png` });
    }
  }
  await page.close();
}

async function strangersReadNothing() {
  const stranger = createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<!doctype html><title>x</title>"));
  await new Promise((done) => stranger.listen(0, "127.0.0.1", done));
  const page = await context.newPage();
  await page.goto(`http://localhost:${stranger.address().port}/`);
  const got = await page.evaluate(async (origin) => {
    const fetched = async (path, options) => fetch(origin + path, options).then((answer) => answer.text(), () => "refused");
    const loads = (name, path) =>
      new Promise((done) => {
        const element = Object.assign(document.createElement(name), { src: origin + path, onload: () => done("loaded"), onerror: () => done("refused") });
        document.body.append(element);
      });
    const streamed = new Promise((done) => {
      const source = new EventSource(`${origin}/_compendium/events?path=/`);
      source.onopen = () => done("opened");
      source.onerror = () => done("refused");
    });
    return [await fetched("/"), await fetched("/_compendium/panel?path=/"), await loads("script", "/_compendium/preview.js"), await loads("img", "/assets/"), await streamed];
  }, origin);
  assert.deepEqual([...new Set(got)], ["refused"]);
  await page.close();
  stranger.close();
}

/** The address that the preview tells, without its closing slash. */
function address(child) {
  return new Promise((done, failed) => {
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/serving (http:\/\/localhost:\d+)\//);
      if (found) done(found[1]);
    });
    child.on("exit", () => failed(new Error(`the preview ended: ${said}`)));
  });
}

function fail(message) {
  console.error(`preview: FAILED: ${message}`);
  process.exit(1);
}
