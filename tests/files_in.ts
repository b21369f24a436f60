// The files below a folder whose names fit a pattern.

/** Paths that begin with the folder's, sorted. */
export async function filesIn(folder: string, pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await filesIn(path, pattern));
    else if (pattern.test(name)) found.push(path);
  }
  return found.sort();
}
