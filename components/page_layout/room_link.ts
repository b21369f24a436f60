// The address under which others find this room.

/** Of this page, without what belongs to this visitor alone, and with this fragment. Browser only. */
export function roomLink(fragment = ""): string {
  return location.origin + location.pathname + fragment;
}
