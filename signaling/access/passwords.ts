// Room passwords: hashed slowly, off the event loop, and few at a time.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { FairQueue } from "./fair_queue.ts";

/** RFC 7914: 32 MB and about 100 ms a try. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_024 * 1_024 };
const BYTES = 32;
/** Hashes at the same time, of different addresses. */
const AT_ONCE = 2;
/** Hashes that may wait: of one address, and addresses with any. */
const MAX_OWN = 5;
const MAX_ADDRESSES = 64;

const queue = new FairQueue({ atOnce: AT_ONCE, maxOwn: MAX_OWN, maxOwners: MAX_ADDRESSES });

/**
 * The salted hash of a password, for somebody at the address `by` (our mark of it); null when too many
 * hashes are waiting.
 */
export async function hashPassword(password: string, by = ""): Promise<string | null> {
  const salt = randomBytes(16);
  const hash = await queue.run(by, () => derive(password, salt));
  return hash && `${salt.toString("base64url")}.${hash.toString("base64url")}`;
}

/**
 * Whether a password fits the hash, for somebody at the address `by` (our mark of it); null when too
 * many hashes are waiting.
 */
export async function isPassword(
  password: string,
  { kept, by = "" }: { kept: string; by?: string },
): Promise<boolean | null> {
  const [salt = "", expected = ""] = kept.split(".");
  const hash = await queue.run(by, () => derive(password, Buffer.from(salt, "base64url")));
  return hash && timingSafeEqual(hash, Buffer.from(expected, "base64url"));
}

function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: the same letters typed on another keyboard are the same password
    scrypt(password.normalize("NFKC"), salt, BYTES, COST, (error, key) => {
      if (error) reject(error);
      else resolve(key as Buffer);
    });
  });
}
