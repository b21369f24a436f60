// The notifications that follow from two snapshots of a room: joined, left, renamed, hands, recordings. Pure.
import type { Member } from "../../protocol/shapes.ts";
import type { Notification } from "./notification.ts";

/** Changes of the other members. A lost connection is none: an absent member is expected back. */
export function membershipChanges(
  before: readonly Member[],
  after: readonly Member[],
  self: string | null,
): Notification[] {
  const known = new Map(before.map((member) => [member.id, member]));
  const here = new Set(after.map(({ id }) => id));
  const others = after.filter(({ id }) => id !== self);
  const joined = others.filter(({ id }) => !known.has(id)).map(({ name }) => name);
  const left = before.filter(({ id }) => id !== self && !here.has(id)).map(({ name }) => name);
  const hands = others.filter(({ id, hand }) => hand !== null && known.get(id)?.hand === null);
  const renamed = others.flatMap(({ id, name }): Notification[] => {
    const was = known.get(id)?.name ?? name;
    return was === name ? [] : [{ kind: "renamed", was, name }];
  });
  const recording = others.filter((now) =>
    now.recording !== undefined && known.get(now.id)?.recording !== now.recording
  );
  return [
    ...renamed,
    ...recording.map(({ name }): Notification => ({ kind: "recording", name })),
    ...hands.map(({ name }): Notification => ({ kind: "hand", name })),
    ...(joined.length > 0 ? [{ kind: "joined", names: joined } satisfies Notification] : []),
    ...(left.length > 0 ? [{ kind: "left", names: left } satisfies Notification] : []),
  ];
}
