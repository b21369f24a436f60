// StaticFile: a file to serve, and the response it gives to a request.

/** A file held in memory, with its compressed variants. */
export interface StaticFile {
  type: string;
  /** Hash of the uncompressed content. */
  hash: string;
  /** Its name contains its hash: whoever has it never needs to ask again. */
  immutable: boolean;
  identity: Uint8Array<ArrayBuffer>;
  br?: Uint8Array<ArrayBuffer>;
  gzip?: Uint8Array<ArrayBuffer>;
}

/** The query parameter that carries a file's hash. */
export const HASH_PARAM = "__frsh_c";

const FOR_EVER = "public, max-age=31536000, immutable";

/** The answer to GET for a file; the app takes the body off for HEAD. */
export function respondWithFile(
  file: StaticFile,
  { req, url, store }: { req: Request; url: URL; store: boolean },
): Response {
  const known = file.immutable || url.searchParams.get(HASH_PARAM) === file.hash;
  const etag = `W/"${file.hash}"`; // weak: the same for all encodings
  const headers = new Headers({
    "content-type": file.type,
    "cache-control": !store ? "no-store" : known ? FOR_EVER : "no-cache",
    etag,
  });
  if (file.br !== undefined || file.gzip !== undefined) headers.set("vary", "Accept-Encoding");
  if (isAmong(req.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  const encoding = chooseEncoding(file, req.headers.get("accept-encoding"));
  if (encoding !== "identity") headers.set("content-encoding", encoding);
  const body = file[encoding] ?? file.identity;
  headers.set("content-length", String(body.byteLength));
  return new Response(body, { headers });
}

// In the place of acceptsEncodings() of @std/http/negotiation, which is on JSR only.
/** The best encoding that the file has and the client takes (RFC 9110, 12.5.3). */
function chooseEncoding(file: StaticFile, accept: string | null): "br" | "gzip" | "identity" {
  const weights = new Map<string, number>();
  for (const part of (accept ?? "").toLowerCase().split(",")) {
    const [name = "", ...params] = part.split(";").map((piece) => piece.trim());
    const q = params.find((param) => param.startsWith("q="))?.slice(2);
    weights.set(name, q === undefined ? 1 : Number(q) || 0);
  }
  const weight = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
  const choices = (["br", "gzip"] as const).filter((name) => file[name] && weight(name) > 0);
  return choices.sort((a, b) => weight(b) - weight(a))[0] ?? "identity";
}

// In the place of ifNoneMatch() of @std/http/etag, which is on JSR only.
function isAmong(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}
