// What the chat's panel and its parts get from the call.
import { h } from "preact";
import { useCallback, useEffect, useMemo } from "preact/hooks";
import { chatPanelStateOf, HistoryAudit } from "@/call/chat/mod.ts";
import type { FileInfo } from "@/call/files/mod.ts";
import type { Call } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { bound } from "../base/bound.tsx";
import { copyText } from "../base/copy_text.ts";
import { AttachButton } from "../files/AttachButton.tsx";
import { Attaching } from "../files/Attaching.tsx";
import { attachButtonProps, attachingProps, SharedFile } from "../files/files_props.ts";
import { ChatComposer, type ChatComposerProps } from "./ChatComposer.tsx";
import { ChatLog, type ChatLogProps } from "./ChatLog.tsx";
import type { ChatPanelProps } from "./ChatPanel.tsx";
import type { MessageIntents } from "./MessageMenu.tsx";
import { Typing, type TypingProps } from "./Typing.tsx";

/** Each part follows its own signals: a letter that is typed renders the composer alone. */
const Log = bound(ChatLog, useChatLogProps);
const WhoTypes = bound(Typing, typingProps);
const Composer = bound(ChatComposer, chatComposerProps);
const Attach = bound(AttachButton, attachButtonProps);
const BeingAttached = bound(Attaching, attachingProps);

export function useChatPanelProps(call: Call, t: T): ChatPanelProps {
  const { encryption } = call.chat;
  useEffect(() => encryption.examine((hashOf) => new HistoryAudit(hashOf)), [encryption]);
  return {
    log: h(Log, { call, t }),
    typing: h(WhoTypes, { call, t }),
    composer: h(Composer, { call, t }),
    onClose: () => call.panels.show(null),
    t,
  };
}

function messageIntents({ chat, notifications }: Call): MessageIntents {
  const { actions, draft } = chatPanelStateOf(chat);
  return {
    react: (id, reaction, on) => notifications.tellFailure(actions.react(id, reaction, on)),
    reply: (id, quoted) => draft.reply(id, quoted),
    edit: (id, text) => draft.edit(id, text),
    delete: (id) => notifications.tellFailure(actions.delete(id)),
    copy: (text) =>
      notifications.tellFailure(copyText(text).then((done) => done ? null : "not-allowed")),
  };
}

function useChatLogProps(call: Call, t: T): ChatLogProps {
  return {
    entries: chatPanelStateOf(call.chat).conversation.value,
    pending: call.chat.pending.value,
    self: call.membership.self.value,
    moderates: call.moderation.moderates.value,
    online: call.membership.online.value,
    intents: useMemo(() => messageIntents(call), [call]),
    fileLine: useCallback(
      (info: FileInfo, own: boolean) => h(SharedFile, { call, t, info, own }),
      [call, t],
    ),
    onRetry: (id) => call.chat.retry(id),
    onTest: (text) => call.chat.send(text),
    t,
  };
}

function typingProps({ membership, presence }: Call, t: T): TypingProps {
  const typing = presence.typing.value;
  return {
    names: membership.members.value.filter(({ id }) => typing.has(id)).map(({ name }) => name),
    t,
  };
}

function chatComposerProps(call: Call, t: T): ChatComposerProps {
  const { presence, panels } = call;
  const panel = chatPanelStateOf(call.chat);
  return {
    lacksKey: call.encryption.lacksKey.value,
    text: panel.draft.text.value,
    purpose: panel.draft.purpose.value,
    isTooLong: panel.draft.isTooLong.value,
    takeFocus: () => panels.takeFocus(),
    onWrite(text) {
      panel.draft.write(text);
      void presence.typed(text);
    },
    onCancel: () => panel.draft.cancel(),
    onSend() {
      void presence.stopTyping();
      return panel.send();
    },
    attach: h(Attach, { call, t }),
    attaching: h(BeingAttached, { call, t }),
    t,
  };
}
