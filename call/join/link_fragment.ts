// What an address carries behind its "#": keys and invitations. No browser ever sends it to a server.

import { readFields } from "../../protocol/link_parts.ts";

/** What the fragment of an address may carry. */
export interface LinkSecrets {
  /** A host's key. */
  host: string | null;
  /** The token of an invitation. */
  invite: string | null;
  /** The room's own key, which the server never learns. */
  key: string | null;
  /** The fragment says that the room has no key ("k="), so that none is made for it. */
  keyless: boolean;
  /** What stands where the room's key should be, if nobody could use it: cut off, or too easy to guess. */
  broken: string | null;
}

/** Letters of a key that hold 128 random bits (base64url): more than anybody can try. */
const LEAST_LETTERS = 22;
/** 22 random letters have fewer different ones once in 10^9 times; typed ones usually have. */
const LEAST_DIFFERENT = 9;

const NAMES = { host: "host", invite: "invite", key: "k" } as const;

/** Whether this may be a key: long enough, and not one letter again and again. */
export function isKey(text: string): boolean {
  return /^[\w.-]{1,256}$/.test(text) && text.length >= LEAST_LETTERS &&
    new Set(text).size >= LEAST_DIFFERENT;
}

/** What stands in a fragment ("#host=…&k=…"); what does not look right is not there. */
export function readFragment(fragment: string): LinkSecrets {
  const fields = readFields(fragment);
  const read = (name: "host" | "invite" | "k", isRight: (text: string) => boolean) => {
    const value = fields[name];
    return value !== undefined && isRight(value) ? value : null;
  };
  const key = read(NAMES.key, isKey);
  const { k: said } = fields;
  return {
    host: read(NAMES.host, isKey),
    invite: read(NAMES.invite, (text) => /^[\w.-]{1,256}$/.test(text)),
    key,
    keyless: said === "",
    broken: key === null && said ? said : null,
  };
}

/** A fragment that carries this; "" for nothing. */
export function writeFragment(
  carried: Partial<Pick<LinkSecrets, "host" | "invite" | "key">>,
): string {
  const fields = (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap((name) => {
    const value = carried[name];
    return value ? [`${NAMES[name]}=${encodeURIComponent(value)}`] : [];
  });
  return fields.length === 0 ? "" : `#${fields.join("&")}`;
}
