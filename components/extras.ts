// What a running call shows beside its pictures and its bar: one file, fetched after the first pictures.
import type { Box } from "@/call/mod.ts";
import { waitingBannerProps } from "./admission/admission_props.ts";
import * as banner from "./admission/WaitingBanner.tsx";
import { bound } from "./base/bound.tsx";
import * as devices from "./controls/DeviceItems.tsx";
import { deviceItemsProps, moreItemsProps } from "./controls/menu_props.ts";
import * as more from "./controls/MoreItems.tsx";
import { keysChangedProps } from "./encryption/encryption_props.ts";
import * as keys from "./encryption/KeysChanged.tsx";
import * as drop from "./files/FileDrop.tsx";
import { useFileDropProps } from "./files/files_props.ts";
import { inviteWaysProps } from "./invite/invite_props.ts";
import { toastListProps } from "./notifications/toast_props.ts";
import * as toasts from "./notifications/ToastList.tsx";
import { recordingMarkProps } from "./recording/recording_props.ts";
import * as recordingMark from "./recording/RecordingMark.tsx";
import * as reactions from "./stage/FloatingReactions.tsx";
import * as card from "./stage/InviteCard.tsx";
import * as pager from "./stage/Pager.tsx";
import * as shareBar from "./stage/ShareBar.tsx";
import {
  floatingReactionsProps,
  pagerProps,
  tileMenuProps,
  useShareBarProps,
} from "./stage/stage_props.ts";
import * as tileMenu from "./stage/TileMenu.tsx";

export { zoomHandlers } from "./stage/zoom_handlers.ts";
export { toggleFloat } from "./pip/float_props.ts";

export const WaitingBanner = bound(banner.WaitingBanner, waitingBannerProps);
export const RecordingMark = bound(recordingMark.RecordingMark, recordingMarkProps);
export const KeysChanged = bound(keys.KeysChanged, keysChangedProps);
export const InviteCard = bound(
  card.InviteCard,
  (call, t, { box }: { box: Box }) => ({ ...inviteWaysProps(call, t), box }),
);
export const ToastList = bound(toasts.ToastList, toastListProps);
export const FloatingReactions = bound(reactions.FloatingReactions, floatingReactionsProps);
export const TileMenu = bound(tileMenu.TileMenu, tileMenuProps);
export const Pager = bound(pager.Pager, pagerProps);
export const ShareBar = bound(shareBar.ShareBar, useShareBarProps);
export const FileDrop = bound(drop.FileDrop, useFileDropProps);
export const MicItems = bound(devices.MicItems, deviceItemsProps);
export const CameraItems = bound(devices.CameraItems, deviceItemsProps);
export const MoreItems = bound(more.MoreItems, moreItemsProps);
