/** Buttons that copy how an entry is cited. Without a script the text is there to be selected; where pages may not copy, it is selected. */
const offer = () => navigator.clipboard && document.querySelectorAll("[data-copy]:not(:has(+ button))").forEach(button);

function button(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.ariaLive = "polite";
  button.textContent = text.dataset.copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.innerText.replace(/\s*\n\s*(?=http)/g, " ").trim());
    } catch {
      return getSelection().selectAllChildren(text);
    }
    button.textContent = text.dataset.copied;
    setTimeout(() => (button.textContent = text.dataset.copy), 3000);
  });
  text.after(button);
}

offer();
// The preview exchanges the text of a page without loading it anew.
document.addEventListener("compendium:exchange", offer);
