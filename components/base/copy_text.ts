// Copies text, also where the page may not use the clipboard of the browser's newer interface.

/** Answers whether it is copied. Call it from a press: browsers refuse it otherwise. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text); // a page on plain http has no other way
  }
}

function copyByCommand(text: string): boolean {
  let isPut = false;
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
    isPut = event.clipboardData !== null;
  };
  document.addEventListener("copy", put, { once: true });
  try {
    return document.execCommand("copy") && isPut;
  } catch {
    return false;
  } finally {
    document.removeEventListener("copy", put);
  }
}
