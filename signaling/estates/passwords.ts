// Passwords of rooms: slowly hashed, off the event loop, and never tried fast.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** RFC 7914: 32 MB and about 100 ms a try. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1_024 * 1_024 };
const BYTES = 32;
/** Hashes at the same time, and those that may wait for their turn. */
const AT_ONCE = 2;
const MAX_QUEUE = 16;

let running = 0;
const queue: (() => void)[] = [];

/** The password as it is kept; null when too many are being hashed already. */
export async function hashPassword(password: string): Promise<string | null> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  return hash && `${salt.toString("base64url")}.${hash.toString("base64url")}`;
}

/** Whether it is the password that was kept; null when too many are being hashed already. */
export async function isPassword(password: string, kept: string): Promise<boolean | null> {
  const [salt = "", expected = ""] = kept.split(".");
  const hash = await derive(password, Buffer.from(salt, "base64url"));
  return hash && timingSafeEqual(hash, Buffer.from(expected, "base64url"));
}

async function derive(password: string, salt: Uint8Array): Promise<Buffer | null> {
  if (running >= AT_ONCE) {
    if (queue.length >= MAX_QUEUE) return null;
    await new Promise<void>((resolve) => queue.push(resolve));
  }
  running += 1;
  try {
    return await new Promise((resolve, reject) => {
      // NFKC: the same letters typed on another keyboard are the same password
      scrypt(password.normalize("NFKC"), salt, BYTES, COST, (error, key) => {
        if (error) reject(error);
        else resolve(key as Buffer);
      });
    });
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}
