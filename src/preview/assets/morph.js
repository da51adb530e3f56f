// Makes one tree of another, node by node, and touches only what differs. What stays the same keeps its focus, its
// selection and its place on the screen. Details stay as the reader left them.

export function morph(old, next) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = next.nodeValue;
    return;
  }
  const names = new Set([...old.attributes, ...next.attributes].map((one) => one.name));
  if (old.localName === "details") names.delete("open");
  for (const name of names) attribute(old, next, name);
  const [before, after] = [[...old.childNodes], [...next.childNodes]];
  while (before.length && after.length && before[0].isEqualNode(after[0])) {
    before.shift();
    after.shift();
  }
  let behind = null;
  while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
    behind = before.pop();
    after.pop();
  }
  if (before.length === after.length) return before.forEach((node, at) => replace(node, after[at]));
  for (const node of before) node.remove();
  for (const node of after) old.insertBefore(node, behind);
}

function replace(old, next) {
  const alike = old.nodeType === next.nodeType && old.nodeName === next.nodeName && old.id === next.id;
  if (alike) morph(old, next);
  else old.replaceWith(next);
}

export function attribute(old, next, name) {
  const value = next.getAttribute(name);
  if (value === null) old.removeAttribute(name);
  else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}
