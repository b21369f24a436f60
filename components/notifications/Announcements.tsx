// The live region: what screen readers say of the call without being asked.
import type { Notification } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { notificationText } from "./notification_text.ts";

interface Props {
  /** What is said now; null while there is nothing. Each has an id of its own, so that it is read. */
  current: { id: number; notification: Notification } | null;
  t: T;
}

/** There from the first moment, empty: a region that comes with its text is not read. */
export function Announcements({ current, t }: Props) {
  return (
    <div class="visually-hidden" aria-live="polite">
      {current && <p key={current.id}>{notificationText(current.notification, t)}</p>}
    </div>
  );
}
