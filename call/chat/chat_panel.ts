// What only the chat's panel needs: it comes with the panel, and weighs nothing on the way into a call.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Chat } from "./chat.ts";
import type { View } from "../view.ts";
import { MessageActions } from "./message_actions.ts";
import { Conversation, type Entry } from "./conversation.ts";
import { Draft } from "./draft.ts";

type ChatLike = Pick<View<Chat>, "panelOptions" | "encryption" | "lines">;

/** The chat of one call as it is read and written. */
class ChatPanelState {
  readonly actions: MessageActions;
  readonly draft: Draft;
  /** The chat as it is read. */
  readonly conversation: ReadonlySignal<readonly Entry[]>;

  constructor({ panelOptions: { store, signaling, clock, room }, encryption, lines }: ChatLike) {
    this.actions = new MessageActions({ signaling, clock, chain: encryption.chain });
    this.draft = new Draft({ store, room, seals: () => encryption.cipher.seals });
    const shown = new Conversation();
    this.conversation = computed(() => shown.read(lines.value));
  }
}

const made = new WeakMap<ChatLike, ChatPanelState>();

/** The one of this chat, made when it is first asked for. */
export function chatPanelStateOf(chat: ChatLike): ChatPanelState {
  const known = made.get(chat) ?? new ChatPanelState(chat);
  made.set(chat, known);
  return known;
}
