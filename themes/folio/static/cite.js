/** Buttons that copy how an entry is cited. Without a script, or where pages may not copy, the text is there to be selected. */
for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.ariaLive = "polite";
  button.textContent = text.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.innerText.replace(/\s*\n\s*(?=http)/g, " ").trim());
    button.textContent = text.dataset.copied;
    setTimeout(() => (button.textContent = text.dataset.copy), 3000);
  });
  text.after(button);
}
