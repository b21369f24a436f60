// What only the chat's panel needs; it is loaded with the panel, so joining a call does not wait for it.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Chat } from "./chat.ts";
import type { View } from "../view.ts";
import { MessageActions } from "./message_actions.ts";
import { Conversation, type Entry } from "./conversation.ts";
import { Draft } from "./draft.ts";

type ChatLike = Pick<View<Chat>, "panelOptions" | "encryption" | "lines">;

/** Conversation, draft and actions of one chat. */
class ChatPanelState {
  readonly actions: MessageActions;
  readonly draft: Draft;
  /** Messages with their edits, replies and reactions. */
  readonly conversation: ReadonlySignal<readonly Entry[]>;

  constructor({ panelOptions: { store, signaling, clock, room }, encryption, lines }: ChatLike) {
    this.actions = new MessageActions({ signaling, clock, chain: encryption.chain });
    this.draft = new Draft({ store, room, seals: () => encryption.cipher.seals });
    const shown = new Conversation();
    this.conversation = computed(() => shown.read(lines.value));
  }
}

const made = new WeakMap<ChatLike, ChatPanelState>();

/** The state of this chat's panel, created on first use. */
export function chatPanelStateOf(chat: ChatLike): ChatPanelState {
  const known = made.get(chat) ?? new ChatPanelState(chat);
  made.set(chat, known);
  return known;
}
