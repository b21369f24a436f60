// Who of a room's members may admit those who wait.
import type { RoomView } from "../room/connection.ts";

/** Members who may let others in: hosts, else deputies, else the one named member who is there longest. */
export function admitters({ members, connections }: RoomView): string[] {
  const here = members.filter(({ id }) => connections.has(id));
  const hosts = here.filter(({ role }) => role === "host").map(({ id }) => id);
  if (hosts.length > 0) return hosts;
  const deputies = here.filter(({ role }) => role === "deputy").map(({ id }) => id);
  if (deputies.length > 0) return deputies;
  const first = here.find(({ role }) => role === "member"); // members are in order of joining
  return first === undefined ? [] : [first.id];
}
