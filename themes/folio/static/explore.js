// Search and filters of the explore page. Without this the page is a list of the indexes; with it they make room for results.
// The state is in the address: ?q=words&theme=recruitment&level=national&sort=title; values of one facet add up, facets narrow.

const PAGE = 30;
const PAGES = 6;
const TITLE = 0.25;
const NAME = 0.5;
const root = document.getElementById("_explore");
const at = (id) => document.getElementById(id);
const word = (name) => root.dataset[name];
// The same folding on both sides: case, accents, and the marks and forms that Arabic writing leaves open.
const fold = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/[\p{M}\u0640]/gu, "").replace(/\u03c2/g, "\u03c3").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+(?:[.][\p{N}]+)?/gu) ?? [];
const isNumber = (text) => /^\p{N}/u.test(text ?? "");
const wide = matchMedia("(min-width: 60rem)");

// A question: its words, without "para." before a number, since the number itself is what entries have; and the goals, targets
// and objectives that it names as people do, "target 10.7".
function question(q) {
  const all = wordsOf(q.replace(/(\p{L})[.](?=\p{N})/gu, "$1 "));
  const [words, terms] = [[], []];
  for (let i = 0; i < all.length; i += 1) {
    const number = isNumber(all[i + 1]) ? all[i + 1] : undefined;
    const facet = number && data.axes.get(all[i]);
    const place = facet === undefined ? -1 : data.facets[facet].values.findIndex(([id]) => id === number);
    if (place >= 0) {
      terms.push([facet, place]);
      i += 1;
    } else if (!(number && data.locators.has(all[i]))) words.push(all[i]);
  }
  return { words, terms };
}

let data;
let shown = PAGE;
const title = document.title;
const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
const newest = (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0);
const ORDERS = { title: (a, b) => compare(a.title, b.title), updated: newest };

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// An entry as the file has it, with what is searched: the words of the title weigh more. It is found by the names of its
// values too, which the file has once.
function entry([id, title, summary, words, date, lang, values], place) {
  const [name, folder] = data.kinds[values[0][0]];
  const heads = wordsOf(title);
  const names = wordsOf(id);
  const all = new Set([...heads, ...wordsOf(summary), ...names, ...wordsOf(words)]);
  values.forEach((places, facet) => facet > 1 && places.forEach((place) => data.words[facet][place].forEach((word) => all.add(word))));
  return { url: `${folder}${encodeURIComponent(id)}/`, title, summary, date, name, kind: data.facets[0].values[values[0][0]][0], lang, values, heads, names: names.join(" "), all: [...all], place };
}

function state() {
  const parameters = new URLSearchParams(location.search);
  const chosen = data.facets.map((facet) => {
    const wanted = parameters.getAll(facet.name);
    return new Set(facet.values.flatMap(([id], place) => (wanted.includes(id) ? [place] : [])));
  });
  const sort = parameters.get("sort");
  return { q: parameters.get("q") ?? "", chosen, sort: Object.hasOwn(ORDERS, sort) ? sort : "" };
}

function remember({ q, chosen, sort }, replace) {
  const parameters = new URLSearchParams();
  if (q) parameters.set("q", q);
  if (sort) parameters.set("sort", sort);
  chosen.forEach((set, facet) => set.forEach((place) => parameters.append(data.facets[facet].name, data.facets[facet].values[place][0])));
  const address = location.pathname + (parameters.size ? `?${parameters}` : "");
  history[replace ? "replaceState" : "pushState"](null, "", address);
}

// The words of texts lie in parts, by their first two letters; a part is loaded when a word is asked for that begins so.
const loaded = new Map();

function partOf(word) {
  const [first, second] = [...word];
  const parts = Number(root.dataset.parts);
  return parts && second ? (first.codePointAt(0) * 31 + second.codePointAt(0)) % parts : null;
}

// A part that does not come is forgotten, so that the next question asks for it again.
async function load(part) {
  try {
    const answer = await fetch(`words/${part}.json`);
    loaded.set(part, Object.entries((await answer.json()).words));
  } catch {
    loaded.delete(part);
  }
}

// The entries that have such a word in their text; null where most have, so that it tells nothing.
function inTexts(word) {
  const words = loaded.get(partOf(word));
  const found = new Set();
  for (const [other, steps] of Array.isArray(words) ? words : []) {
    if (!other.startsWith(word)) continue;
    if (!steps) return null;
    let place = 0;
    for (const step of steps) found.add((place += step));
  }
  return found;
}

// Every word has to be found, the beginning of a word being enough; the entry of that id comes first, then what is in the
// title, and last what only the text has.
function score(entry, words, texts) {
  let sum = entry.names === words.join(" ") ? 100 : 0;
  for (const [number, word] of words.entries()) {
    if (entry.heads.some((head) => head === word)) sum += 8;
    else if (entry.heads.some((head) => head.startsWith(word))) sum += 4;
    else if (entry.all.some((other) => other.startsWith(word))) sum += 1;
    else if (texts[number]?.has(entry.place) === false) return -1;
  }
  return sum;
}

const passes = (entry, chosen, except) =>
  chosen.every((set, facet) => facet === except || !set.size || entry.values[facet].some((place) => set.has(place)));

const isPage = ({ kind }) => kind === "page";

// Pages tell of the site and not of the world: they are shown to those who ask for words or for pages, and where there is
// nothing else.
function searched(chosen, words) {
  const page = data.facets[0].values.findIndex(([id]) => id === "page");
  const isAll = words.length || chosen[0].has(page) || data.entries.every(isPage);
  return isAll ? data.entries : data.entries.filter((entry) => !isPage(entry));
}

function search({ q, chosen, sort }) {
  const { words, terms } = question(q);
  const texts = words.map(inTexts);
  const named = (entry) => terms.every(([facet, place]) => entry.values[facet].includes(place));
  const scored = searched(chosen, words).filter(named).map((entry) => [score(entry, words, texts), entry]);
  const matching = scored.filter(([found]) => found >= 0);
  const results = matching.filter(([, entry]) => passes(entry, chosen));
  const order = ORDERS[sort] ?? (words.length ? newest : ORDERS.title);
  const last = ([, entry]) => Number(isPage(entry));
  results.sort((a, b) => last(a) - last(b) || (sort ? 0 : b[0] - a[0]) || order(a[1], b[1]) || ORDERS.title(a[1], b[1]));
  const counts = data.facets.map((facet, number) => {
    const count = new Array(facet.values.length).fill(0);
    for (const [, entry] of matching) if (passes(entry, chosen, number)) for (const place of entry.values[number]) if (place >= 0) count[place] += 1;
    return count;
  });
  return { results: results.map(([, entry]) => entry), counts };
}

// The pages of terms, words, works and statistics that are called so: the beginning of each word is enough. A title has to be
// about little else, so that one word does not bring every work on the subject; ids, such as IOM, are taken as they are.
function pagesCalled({ words, terms }) {
  const isNamed = ({ facet, place }) => terms.some((term) => term[0] === facet && term[1] === place);
  const begins = (others) => (word) => others.some((other) => other.startsWith(word));
  const byTitle = ({ heads }) => heads.filter((head) => words.some((word) => head.startsWith(word))).length / heads.length;
  const byName = ({ names }) => (words.every((word) => names.includes(word)) ? words.length / names.length : 0);
  const share = (page) => Math.max(byTitle(page), byName(page));
  const isCalled = (page) =>
    words.length > 0 && !terms.length && words.every(begins([...page.heads, ...page.names])) && (byTitle(page) >= TITLE || byName(page) >= NAME);
  const found = data.pages.filter((page) => isNamed(page) || isCalled(page));
  return found.sort((a, b) => share(b) - share(a) || compare(a.title, b.title)).slice(0, PAGES);
}

function linkTo({ title, what, url }) {
  return element("li", {}, element("a", { class: "chip", href: url }, title, element("small", {}, what)));
}

function card(entry) {
  const foreign = entry.lang ? { lang: entry.lang, dir: "auto" } : {};
  const status = data.facets[1].values[entry.values[1][0]];
  const meta = element("p", { class: "meta" }, element("span", {}, entry.name));
  if (status) meta.append(element("span", { class: `status ${status[0]}` }, status[1]));
  return element("li", { class: `card ${entry.kind}` }, element("h2", foreign, element("a", { href: entry.url }, entry.title)), element("p", foreign, entry.summary), meta);
}

// Goals, targets and objectives go by their numbers.
const called = (id, title) => (isNumber(id) ? `${id} ${title}` : title);

function facetBox(facet, number, now, counts) {
  const box = element("details", { "data-facet": facet.name }, element("summary", {}, facet.title));
  const known = at("_facets").querySelector(`[data-facet="${facet.name}"]`);
  box.open = known ? known.open : wide.matches && (number === 0 || now.chosen[number].size > 0);
  const list = element("ul");
  facet.values.forEach(([id, title, depth], place) => {
    if (!counts[place] && !now.chosen[number].has(place)) return;
    const input = element("input", { type: "checkbox", name: facet.name, value: id });
    input.checked = now.chosen[number].has(place);
    list.append(element("li", depth ? { class: `d${depth}` } : {}, element("label", {}, input, ` ${called(id, title)} `, element("small", {}, String(counts[place])))));
  });
  box.append(list);
  return box;
}

function chip(facet, place, now) {
  const title = called(...data.facets[facet].values[place]);
  const button = element("button", { type: "button", class: "chip", "aria-label": `${word("remove")}: ${title}` }, title, element("span", { "aria-hidden": "true" }, "\u00d7"));
  button.addEventListener("click", () => {
    now.chosen[facet].delete(place);
    remember(now);
    show();
    at("_q").focus();
  });
  return element("li", {}, button);
}

// How many letters differ between two words, or more than two.
function distance(a, b) {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    if (Math.min(...next) > 2) return 3;
    row = next;
  }
  return row[b.length];
}

// The question with each word that nothing begins with exchanged for the nearest one; nothing when there is none.
function nearest(q) {
  const { words, terms } = question(q);
  if (terms.length) return null;
  const known = new Set(data.entries.flatMap((entry) => entry.all));
  const near = words.map((word) => {
    let best = [3, word];
    for (const other of known) {
      if (other.startsWith(word)) return word;
      const far = distance(word, other);
      if (far < best[0] || (far === best[0] && far < 3 && compare(other, best[1]) < 0)) best = [far, other];
    }
    return best[1];
  });
  return near.join(" ") === words.join(" ") ? null : near.join(" ");
}

// What finds something where the question finds nothing: another spelling, or one filter less.
function ways(now) {
  const near = now.q && nearest(now.q);
  const spelling = near && search({ ...now, q: near }).results.length ? [[`${word("near")} ${near}`, { ...now, q: near }]] : [];
  const without = now.chosen.flatMap((set, facet) =>
    [...set].flatMap((place) => {
      const chosen = now.chosen.map((other, number) => new Set(number === facet ? [...other].filter((one) => one !== place) : other));
      const found = search({ ...now, chosen }).results.length;
      return found ? [[`${word("without")} ${called(...data.facets[facet].values[place])} (${found.toLocaleString(document.documentElement.lang)})`, { ...now, chosen }]] : [];
    }),
  );
  return [...spelling, ...without].map(([text, then]) => {
    const button = element("button", { type: "button", class: "chip" }, text);
    button.addEventListener("click", () => {
      at("_q").value = then.q;
      remember(then);
      show();
      at("_q").focus();
    });
    return element("li", {}, button);
  });
}

function show(anew = true) {
  const now = state();
  const { words } = question(now.q);
  const parts = words.map(partOf).filter((part) => part !== null);
  if (anew) for (const part of parts) if (!loaded.has(part)) loaded.set(part, load(part));
  const awaited = parts.map((part) => loaded.get(part)).filter((part) => part && !Array.isArray(part));
  if (awaited.length) Promise.all(awaited).then(() => show(false));
  const unread = parts.some((part) => !loaded.has(part));
  const { results, counts } = search(now);
  const focused = document.activeElement?.matches?.("#_facets input") ? [document.activeElement.name, document.activeElement.value] : null;
  const boxes = data.facets.map((facet, number) => facetBox(facet, number, now, counts[number]));
  at("_facets").replaceChildren(...boxes.filter((box) => box.open || box.querySelector("li")));
  if (focused) at("_facets").querySelector(`input[name="${focused[0]}"][value="${CSS.escape(focused[1])}"]`)?.focus();
  const chips = now.chosen.flatMap((set, facet) => [...set].map((place) => chip(facet, place, now)));
  if (chips.length || now.q) {
    const clear = element("button", { type: "button", class: "chip" }, word("clear"));
    clear.addEventListener("click", () => {
      at("_q").value = "";
      remember({ q: "", chosen: data.facets.map(() => new Set()), sort: now.sort });
      show();
      at("_q").focus();
    });
    chips.push(element("li", {}, clear));
  }
  at("_chips").replaceChildren(...chips);
  const pages = pagesCalled(question(now.q));
  at("_pages").hidden = !pages.length;
  at("_pages").querySelector("ul").replaceChildren(...pages.map(linkTo));
  const isOpen = awaited.length > 0 || unread;
  // Pages of the site are found as well, and are no entries.
  const entries = results.filter((entry) => !isPage(entry)).length || results.length;
  const count = entries ? `${word("found")} ${entries.toLocaleString(document.documentElement.lang)}` : isOpen ? "" : word("none");
  at("_count").textContent = unread ? `${count} ${word("unread")}`.trim() : count;
  at("_ways").replaceChildren(...(results.length || isOpen ? [] : ways(now)));
  // Where no word is asked for, nothing is more relevant than another.
  at("_sort").options[0].hidden = !words.length;
  at("_sort").value = now.sort || (words.length ? "" : "title");
  for (const link of document.querySelectorAll(".languages a[hreflang]")) link.search = location.search;
  document.title = now.q ? `${now.q} \u2013 ${title}` : title;
  at("_results").setAttribute("aria-busy", String(awaited.length > 0));
  at("_results").replaceChildren(...results.slice(0, shown).map(card));
  at("_more").hidden = results.length <= shown;
}

function typed() {
  shown = PAGE;
  const now = state();
  now.q = at("_q").value.trim();
  remember(now, true);
  show();
}

function sorted() {
  shown = PAGE;
  remember({ ...state(), sort: at("_sort").value });
  show();
}

function picked(event) {
  shown = PAGE;
  const now = state();
  const facet = data.facets.findIndex(({ name }) => name === event.target.name);
  const place = data.facets[facet].values.findIndex(([id]) => id === event.target.value);
  if (event.target.checked) now.chosen[facet].add(place);
  else now.chosen[facet].delete(place);
  remember(now);
  show();
}

async function start() {
  const answer = await fetch(word("index"));
  if (!answer.ok) return;
  data = await answer.json();
  data.locators = new Set(wordsOf(word("locators")));
  const axes = { sdg: word("goals"), objective: word("objectives") };
  data.axes = new Map(data.facets.flatMap(({ name }, facet) => wordsOf(axes[name] ?? "").map((word) => [word, facet])));
  data.words = data.facets.map(({ name, values }) => values.map(([id, title]) => wordsOf(`${isNumber(id) ? name : ""} ${id} ${title}`)));
  data.entries = data.entries.map(entry);
  const page = (title, what, url, names) => ({ title, what, url, heads: wordsOf(title), names: wordsOf(names) });
  const valueOf = (facet, place, [id, title]) => ({ ...page(title, data.facets[facet].title, `${data.facets[facet].folder}${encodeURIComponent(id)}/`, id), title: called(id, title), facet, place });
  const terms = data.facets.flatMap(({ folder, values }, facet) => (folder ? values.map((value, place) => valueOf(facet, place, value)) : []));
  data.pages = [...terms, ...data.pages.flatMap(({ title: what, pages }) => pages.map(([title, url, names]) => page(title, what, url, names)))];
  at("_q").value = state().q;
  const unfold = () => (at("_filters").open = wide.matches);
  wide.addEventListener("change", unfold);
  unfold();
  root.hidden = false;
  at("_indexes").hidden = true;
  at("_q").addEventListener("input", typed);
  root.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  at("_facets").addEventListener("change", picked);
  at("_sort").addEventListener("change", sorted);
  at("_more").addEventListener("click", () => {
    shown = Infinity;
    show();
  });
  addEventListener("popstate", () => {
    at("_q").value = state().q;
    show();
  });
  show();
}

// Read from a folder a page may fetch nothing: the indexes stay as they are.
if (root) start().catch(() => {});
