// Saves a text as a file, and tells of the browser for reports.

/** Made in this page; nothing is sent anywhere. */
export function saveText(text: string, name: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** What a report tells about the browser. */
export function surroundings() {
  return {
    agent: navigator.userAgent,
    languages: navigator.languages,
    secure: globalThis.isSecureContext,
  };
}
