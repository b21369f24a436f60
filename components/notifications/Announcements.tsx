// The live region: what screen readers say of the call without being asked.
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { noticeText } from "./notification_text.ts";

/** There from the first moment, empty: a region that comes with its text is not read. */
export function Announcements({ call, t }: { call: Call; t: T }) {
  const { value: current } = call.notifications.announcer.current;
  return (
    <div class="visually-hidden" aria-live="polite">
      {current && <p key={current.id}>{noticeText(current.notice, t)}</p>}
    </div>
  );
}
