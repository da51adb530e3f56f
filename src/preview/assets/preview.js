// Keeps a page in step with the files it is made of. Only the preview sends this; no build has it. Server-sent events tell
// when the page is another: its <main> is then made the new one, so that scroll position, focus and selection stay. Where
// more than that differs, or anything fails, the page is loaded anew.

import { attribute, morph } from "./morph.js";
import { ask, begin, tell } from "./panel.js";
import { look, restore } from "./place.js";

const path = decoded(location.pathname);
const query = `path=${encodeURIComponent(path)}`;
const kept = "compendium-kept";
const { frame } = document.querySelector("script[data-seen]").dataset;
let files = states(document.querySelector("script[data-seen]"));
let { seen } = document.querySelector("script[data-seen]").dataset;

// A path may hold a `%` that encodes nothing.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Listening. A browser has six connections for a site, whatever the number of its pages that are open. Hidden pages, and
// pages that several others came after, give theirs up. Nothing is lost by that: `seen` tells the server what a page has
// when it listens again.

const mostListening = 3;
const others = new BroadcastChannel("compendium");
let source = null;
let later = 0;
let newer = 0;

function listen() {
  clearTimeout(later);
  if (source) return;
  newer = 0;
  others.postMessage("listening");
  source = new EventSource(`/_compendium/events?${query}&seen=${seen}`);
  source.addEventListener("open", () => tell(""));
  source.addEventListener("changed", renew);
  source.addEventListener("panel", () => ask(query));
  source.addEventListener("error", () => {
    hush();
    tell("No connection. Is compendium serve running?");
    later = setTimeout(listen, 1000);
  });
}

function makeRoom() {
  newer += 1;
  if (!source || !(document.hidden || newer >= mostListening)) return;
  hush();
  if (!document.hidden) later = setTimeout(listen, 2000);
}

function hush() {
  clearTimeout(later);
  source?.close();
  source = null;
}

others.addEventListener("message", makeRoom);
document.addEventListener("visibilitychange", () => document.hidden || listen());
addEventListener("pageshow", (event) => event.persisted && listen());
addEventListener("pagehide", hush);

// Exchanging.

let renewing = false;
let again = false;

async function renew() {
  again = true;
  if (renewing) return;
  renewing = true;
  while (again) {
    again = false;
    await exchange().catch(reload);
  }
  renewing = false;
}

async function exchange() {
  let response, text;
  try {
    response = await fetch(location.pathname + location.search, { cache: "no-store" });
    text = await response.text();
  } catch {
    return; // The preview is gone for now. When it is back, it is told what this page has.
  }
  if (response.redirected) return location.replace(response.url);
  const page = new DOMParser().parseFromString(text, "text/html");
  const next = page.querySelector("script[data-seen]")?.dataset;
  if (!next) return; // No page, only a line of text about a request that failed.
  const main = page.querySelector("main");
  const old = document.querySelector("main");
  // Scripts that come with a <main> would not run.
  const used = states(page.querySelector("script[data-seen]"));
  if (Object.entries(used).some(([address, state]) => address in files && files[address] !== state)) return reload();
  if (next.frame !== frame || !main || !old || main.querySelector("script")) return reload();
  if (next.seen === seen) return;
  const state = look();
  morph(old, main);
  document.title = page.title;
  for (const name of ["lang", "dir"]) attribute(document.documentElement, page.documentElement, name);
  // Scripts of the theme may have added to what was exchanged.
  document.dispatchEvent(new Event("compendium:exchange"));
  restore(state);
  [seen, files] = [next.seen, used];
}

// The files that a page uses, each with what tells two states of it apart.
function states(script) {
  return JSON.parse(script.dataset.files ?? "{}");
}

function reload() {
  try {
    sessionStorage.setItem(kept, JSON.stringify({ ...look(), path, x: scrollX, y: scrollY }));
  } catch {} // Without storage the page is as good, only not where it was.
  location.reload();
}

// After a whole reload: where the reader was.
function comeBack() {
  try {
    const state = JSON.parse(sessionStorage.getItem(kept));
    sessionStorage.removeItem(kept);
    if (state?.path !== path) return;
    restore(state);
    scrollTo({ left: state.x, top: state.y, behavior: "instant" });
  } catch {} // Without storage nothing was kept.
}

begin();
comeBack();
if (!document.hidden) listen();
