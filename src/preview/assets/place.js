// Where a reader is in a page: what has the focus, what is selected, which details are open. Taken before the page changes,
// given back behind it. Knows nothing of the preview.

export function look() {
  const focused = document.activeElement;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
  return {
    focus: focused && focused !== document.body ? trail(focused) : null,
    selected: String(getSelection()),
    selection: [trail(anchorNode), anchorOffset, trail(focusNode), focusOffset],
    open: foldings().map(([key, details]) => [key, details.open]),
  };
}

export function restore(state) {
  const open = new Map(state.open);
  for (const [key, details] of foldings()) if (open.has(key)) details.open = open.get(key);
  if (state.focus && document.activeElement === document.body) find(state.focus)?.focus?.({ preventScroll: true });
  if (state.selected && String(getSelection()) !== state.selected) select(...state.selection);
}

function select(anchorTrail, anchorOffset, focusTrail, focusOffset) {
  const [anchor, focus] = [find(anchorTrail), find(focusTrail)];
  if (!anchor || !focus) return;
  const within = (node, offset) => Math.min(offset, node.nodeValue?.length ?? node.childNodes.length);
  getSelection().setBaseAndExtent(anchor, within(anchor, anchorOffset), focus, within(focus, focusOffset));
}

// Details of the page by what their summaries say, since those before them come and go.
function foldings() {
  const times = new Map();
  return [...document.querySelectorAll("main details")].map((details) => {
    const summary = details.querySelector("summary")?.textContent ?? "";
    times.set(summary, (times.get(summary) ?? 0) + 1);
    return [`${times.get(summary)} ${summary}`, details];
  });
}

// The way to a node: from the nearest one with an id, or from the top, by places among siblings.
function trail(node) {
  const steps = [];
  while (node?.parentNode && !node.id) {
    steps.unshift([...node.parentNode.childNodes].indexOf(node));
    node = node.parentNode;
  }
  return { id: node?.id ?? null, steps };
}

function find({ id, steps }) {
  const start = id ? document.getElementById(id) : document;
  return steps.reduce((node, step) => node?.childNodes[step], start);
}
