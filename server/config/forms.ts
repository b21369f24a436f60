// What the values of settings look like.

const HOST_AND_PORT = String.raw`(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?`;
export const HOST_ONLY = new RegExp(`^${HOST_AND_PORT}$`, "i");
/** In STUN_URLS: the STUN server inside this one. */
export const OWN_STUN = "own";
/** RFC 7064 */
export const STUN_URL = new RegExp(`^(${OWN_STUN}|stuns?:${HOST_AND_PORT})$`, "i");
/** RFC 7065 */
export const TURN_URL = new RegExp(
  String.raw`^turns?:${HOST_AND_PORT}(\?transport=(udp|tcp))?$`,
  "i",
);

/** Of a Janus: without a name or password in it, because the secret goes with each request. */
export function isWebSocket(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^wss?:$/.test(url.protocol) && url.username === "" && url.hash === "";
}

/** Tokens go over TLS; only this very machine may do without. */
export function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search !== "" || url.hash !== "" || url.username !== "") return false;
  return url.protocol === "https:" ||
    (url.protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname));
}
