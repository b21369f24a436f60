// The address under which others find this room.

/** Of this page, without what belongs to this visitor alone. Browser only. */
export function roomLink(): string {
  return location.origin + location.pathname;
}
