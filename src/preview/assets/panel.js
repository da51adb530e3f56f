// What there is to say about a page: a bar at the bottom with lists that open above it, and an overlay with the page's
// problems. It lives in a shadow tree: the theme's styles do not reach in, and its own do not reach out.

const closed = "compendium-closed";
const mostShown = 200;

const make = (name, attributes = {}, ...content) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
  node.append(...content.filter((one) => one !== null));
  return node;
};
const button = (label, attributes, act) => {
  const node = make("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", act);
  return node;
};
// What stands between backticks is code.
const prose = (text) => text.split("`").map((part, at) => (at % 2 ? make("code", {}, part) : part));
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

const host = make("aside", { id: "compendium-preview", "aria-label": "Preview", lang: "en", dir: "ltr" });
const overlay = make("section", { class: "overlay", "aria-label": "Problems of this page", hidden: "" });
const sheet = make("section", { class: "sheet", id: "sheet", "aria-label": "About this page", hidden: "" });
const bar = make("div", { class: "bar" });
const said = make("p", { class: "said", role: "status" });
const tabs = make("div", { class: "tabs" });
const file = make("div", { class: "file" });
const opener = button("Preview", { class: "opener", title: "Open the preview panel" }, () => show(true));
const closer = button("×", { class: "closer", "aria-label": "Close the preview panel" }, () => show(false));
let panel = null;
let shownTab = null;
let dismissed = "";
let notice = "";

// Asks what there is to say about the page now.
export async function ask(query) {
  try {
    const response = await fetch(`/_compendium/panel?${query}`);
    if (!response.ok) return;
    const answer = await response.json();
    if (!panel || answer.version >= panel.version) panel = answer;
    draw();
  } catch {} // The next event asks again.
}

// Says something about the preview itself; nothing takes it back.
export function tell(text) {
  notice = text;
  draw();
}

function show(open) {
  try {
    localStorage.setItem(closed, open ? "" : "yes");
  } catch {} // Then it is open again next time.
  host.toggleAttribute("data-closed", !open);
  turn(null);
  (open ? closer : opener).focus();
}

function turn(name) {
  shownTab = name;
  draw();
}

function draw() {
  drawSaid();
  if (!panel) return;
  const focused = host.shadowRoot.activeElement?.dataset.name;
  tabs.replaceChildren(...entries().map(tab));
  file.replaceChildren(...edit());
  if (focused) focusTab(focused);
  const entry = entries().find(([name]) => name === shownTab);
  if (!entry) shownTab = null;
  sheet.hidden = !entry;
  sheet.replaceChildren(...(entry ? [make("h2", {}, entry[1]), list(entry[2], entry[3])] : []));
  drawOverlay(panel.errors);
}

// One line, which screen readers say when it becomes another.
function drawSaid() {
  const errors = panel?.errors.length ?? 0;
  const took = panel?.took_ms ?? null;
  const parts = errors ? [count(errors, "problem", "problems")] : [];
  if (notice) parts.push(notice);
  else if (took !== null) parts.push(`${took < 10 ? took.toFixed(1) : Math.round(took)} ms from save to page`);
  const text = parts.join(" · ");
  if (said.textContent !== text) said.textContent = text;
  opener.textContent = errors ? count(errors, "problem", "problems") : "Preview";
  host.toggleAttribute("data-errors", errors > 0);
}

const focusTab = (name) => ([...tabs.children].find((one) => one.dataset.name === name) ?? closer).focus();

// What lists there are: name, label, values, and how one of them is shown.
function entries() {
  return [
    ["errors", "Problems here", panel.errors, problem],
    ["others", "Problems elsewhere", panel.others, problem],
    ["lacks", "Lacks", panel.lacks, prose],
    ["linked", "Linked from", panel.linked_from, link],
    ["shown", "Shown on", panel.shown_on, link],
    ["made", "Made from", panel.made_from, source],
  ].filter(([, , values]) => values.length);
}

function tab([name, label, values]) {
  const open = name === shownTab;
  const attributes = { "aria-expanded": String(open), "aria-controls": "sheet", "data-name": name };
  return button(`${label} ${values.length}`, attributes, () => turn(open ? null : name));
}

function edit() {
  const address = safe(panel.edit);
  if (!address) return panel.file ? [panel.file] : [];
  return [make("a", { href: address, title: panel.file }, "Edit")];
}

// What opens an editor has a scheme of its own; what runs code here is no such address.
function safe(address) {
  return address && !/^\s*(javascript|data|vbscript):/i.test(address) ? address : null;
}

function list(values, one) {
  const items = values.slice(0, mostShown).map((value) => make("li", {}, ...[one(value)].flat()));
  if (values.length > mostShown) items.push(make("li", {}, `and ${values.length - mostShown} more`));
  return make("ul", {}, ...items);
}

const link = ({ title, url, how }) => [make("a", { href: url }, title), note(how)];

function source({ path, how, edit }) {
  const address = safe(edit);
  return [address ? make("a", { href: address }, path) : path, note(how)];
}

const note = (text) => (text ? make("span", { class: "note" }, ` ${text}`) : "");

function problem(one) {
  const place = `${one.file}:${one.line}:${one.column}`;
  const address = safe(one.edit);
  return make("article", { class: one.severity },
    make("h3", {}, ...prose(one.message)),
    make("p", { class: "place" }, `${one.severity} `, make("code", {}, one.code), " in ",
      address ? make("a", { href: address }, place) : place),
    one.excerpt ? make("pre", { tabindex: "0", "aria-label": "The lines it is about" }, one.excerpt) : null,
    one.help ? make("p", {}, "Help: ", ...prose(one.help)) : null);
}

// A page that cannot be made shows its problems itself.
function drawOverlay(errors) {
  const key = JSON.stringify(errors.map(({ code, message, line }) => [code, message, line]));
  const own = document.documentElement.classList.contains("compendium-page");
  if (!errors.length) dismissed = "";
  overlay.hidden = !errors.length || own || dismissed === key || shownTab !== null;
  if (overlay.dataset.key === key) return;
  overlay.dataset.key = key;
  const dismiss = button("Hide", { class: "hide" }, () => {
    dismissed = overlay.dataset.key;
    draw();
    (host.hasAttribute("data-closed") ? opener : tabs.firstElementChild ?? closer).focus();
  });
  const heading = make("h2", {}, count(errors.length, "problem of this page", "problems of this page"));
  overlay.replaceChildren(make("header", {}, heading, dismiss), list(errors, problem));
}

// Puts the panel at the end of the page.
export function begin() {
  const root = host.attachShadow({ mode: "open" });
  bar.append(said, tabs, file, closer);
  root.append(make("link", { rel: "stylesheet", href: "/_compendium/preview.css" }), overlay, sheet, bar, opener);
  root.addEventListener("keydown", escape);
  try {
    host.toggleAttribute("data-closed", localStorage.getItem(closed) === "yes");
  } catch {} // Without storage it is open.
  document.body.append(host);
}

function escape(event) {
  if (event.key !== "Escape") return;
  if (shownTab) {
    const name = shownTab;
    turn(null);
    focusTab(name);
  } else if (!overlay.hidden) overlay.querySelector(".hide").click();
}
