// Small messages at the lower edge, each with at most one thing to do.
import type { DeviceKind, Notification, Toast } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { Icon, type IconName } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { useAim } from "../base/use_aim.ts";
import { notificationText } from "./notification_text.ts";

/** What the buttons of toasts do. */
export interface ToastActions {
  /** Uses a device that was just plugged in. */
  chooseDevice(kind: DeviceKind, id: string): void;
  unmute(): void;
  openSettings(): void;
  saveData(): void;
  /** Raises the hand again that went down by itself. */
  keepHand(): void;
}

export interface ToastListProps {
  /** The oldest first. */
  toasts: readonly Toast[];
  actions: ToastActions;
  onDismiss(id: number): void;
  t: T;
}

/** All that are to be seen, the oldest first. */
export function ToastList({ toasts, ...rest }: ToastListProps) {
  const places = toasts.map(({ id }) => id).join();
  return (
    <>
      {toasts.map((toast) => <Item key={toast.id} toast={toast} places={places} {...rest} />)}
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
  recording: "circle-dot",
  mutedTalk: "mic-off",
  silentMic: "mic",
  saveOffer: "gauge",
  overloaded: "activity",
  sameRoom: "volume-x",
  budgetLow: "activity",
  budgetSpent: "activity",
  weakLink: "activity",
  handLowered: "hand",
  back: "check",
  knock: "user-plus",
  muted: "mic-off",
  unmuteAsked: "mic",
  unshared: "monitor-off",
  forbidden: "info",
  notDone: "triangle-alert",
};

interface ItemProps extends Omit<ToastListProps, "toasts"> {
  /** All toasts in their order: when it changes, each may lie elsewhere. */
  places: string;
  toast: Toast;
}

function Item({ toast: { id, notification }, places, actions, onDismiss, t }: ItemProps) {
  const action = actionFor(notification, { actions, t });
  const dismiss = () => onDismiss(id);
  return (
    <div class="toast">
      <Icon name={ICONS[notification.kind]} />
      <p>{notificationText(notification, t)}</p>
      {action && (
        <Action
          label={action.label}
          places={places}
          onPress={() => {
            dismiss();
            action.run();
          }}
        />
      )}
      <IconButton icon="x" label={t("action.close")} tone="quiet" onPress={dismiss} />
    </div>
  );
}

/** One may open the microphone: a toast that comes or moves under a finger is not what was pressed. */
function Action(
  { label, places, onPress }: { label: string; places: string; onPress(): void },
) {
  const { handlers, aimed } = useAim(places);
  const press = (event: MouseEvent) => void (aimed(event) !== null && onPress());
  return <button type="button" class="btn quiet" {...handlers} onClick={press}>{label}</button>;
}

function actionFor(
  notification: Notification,
  { actions, t }: { actions: ToastActions; t: T },
): { label: string; run(): void } | null {
  switch (notification.kind) {
    case "newDevice":
      return {
        label: t("device.switch"),
        run: () => actions.chooseDevice(notification.device, notification.id),
      };
    case "unmuteAsked":
    case "mutedTalk":
      return { label: t("mic.on"), run: () => actions.unmute() };
    case "silentMic":
      return { label: t("settings.title"), run: () => actions.openSettings() };
    case "saveOffer":
      return { label: t("saving.title"), run: () => actions.saveData() };
    case "handLowered":
      return { label: t("hand.keep"), run: () => actions.keepHand() };
    default:
      return null;
  }
}
