// Small messages at the lower edge, each with at most one thing to do.
import type { Call, Notification, Toast } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon, type IconName } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { noticeText } from "./notification_text.ts";

interface Props {
  call: Call;
  t: T;
}

/** All that are to be seen, the oldest first. */
export function ToastList({ call, t }: Props) {
  return (
    <>
      {call.notifications.toasts.list.value.map((toast) => (
        <Item key={toast.id} toast={toast} call={call} t={t} />
      ))}
    </>
  );
}

const ICONS: Readonly<Record<Notification["kind"], IconName>> = {
  joined: "users",
  left: "users",
  renamed: "pencil",
  hand: "hand",
  message: "message-square",
  newDevice: "info",
  deviceBack: "check",
  defaultDevice: "info",
  speakerFailed: "volume-x",
  mutedTalk: "mic-off",
  silentMic: "mic",
  handLowered: "hand",
  back: "check",
  knock: "user-plus",
  muted: "mic-off",
  unmuteAsked: "mic",
  unshared: "monitor-off",
  forbidden: "info",
};

function Item({ toast: { id, notice }, call, t }: Props & { toast: Toast }) {
  const action = actionFor(notice, { call, t });
  const dismiss = () => call.notifications.toasts.dismiss(id);
  return (
    <div class="toast">
      <Icon name={ICONS[notice.kind]} />
      <p>{noticeText(notice, t)}</p>
      {action && (
        <button
          type="button"
          class="btn quiet"
          onClick={() => {
            dismiss();
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton icon="x" label={t("action.close")} tone="quiet" onPress={dismiss} />
    </div>
  );
}

function actionFor(
  notice: Notification,
  { call, t }: Props,
): { label: string; run(): void } | null {
  switch (notice.kind) {
    case "newDevice":
      return {
        label: t("device.switch"),
        run: () => void call.session.chooseDevice(notice.device, notice.id),
      };
    case "unmuteAsked":
    case "mutedTalk":
      return { label: t("mic.on"), run: () => void call.session.toggle("mic", true) };
    case "silentMic":
      return { label: t("settings.title"), run: () => call.panels.open("settings") };
    case "handLowered":
      return { label: t("hand.keep"), run: () => call.keepHand() };
    default:
      return null;
  }
}
