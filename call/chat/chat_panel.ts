// What only the chat's panel needs; it is loaded with the panel, so joining a call does not wait for it.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Chat } from "./chat.ts";
import type { Failure } from "../ports.ts";
import type { View } from "../view.ts";
import { MessageActions } from "./message_actions.ts";
import { Conversation, type Entry } from "./conversation.ts";
import { Draft } from "./draft.ts";

type ChatLike = Pick<View<Chat>, "panelOptions" | "encryption" | "lines" | "send">;

/** Conversation, draft and actions of one chat. */
class ChatPanelState {
  readonly actions: MessageActions;
  readonly draft: Draft;
  /** Messages with their edits, replies and reactions. */
  readonly conversation: ReadonlySignal<readonly Entry[]>;

  readonly #chat: ChatLike;

  constructor(chat: ChatLike) {
    this.#chat = chat;
    const { panelOptions: { store, signaling, clock, room }, encryption, lines } = chat;
    const { chain, reactions } = encryption;
    this.actions = new MessageActions({ signaling, clock, chain, reactions });
    this.draft = new Draft({ store, room, seals: () => encryption.cipher.seals });
    const shown = new Conversation();
    this.conversation = computed(() => shown.read(lines.value));
  }

  /**
   * Sends the draft as what it is for, and makes it empty. Resolves with null, or with the reason why
   * the server refused an edit, which stays in the draft. Blank or too long text is not sent.
   */
  async send(): Promise<Failure | null> {
    const { draft } = this;
    const text = draft.text.value;
    const purpose = draft.purpose.value;
    if (text.trim() === "" || draft.isTooLong.value) return null;
    if (purpose.kind === "edit") {
      const failure = await this.actions.edit(purpose.target, text);
      if (failure === null && draft.purpose.value === purpose) draft.done();
      return failure;
    }
    draft.done();
    this.#chat.send(text, purpose.kind === "reply" ? purpose.to : undefined);
    return null;
  }
}

const made = new WeakMap<ChatLike, ChatPanelState>();

/** The state of this chat's panel, created on first use. */
export function chatPanelStateOf(chat: ChatLike): ChatPanelState {
  const known = made.get(chat) ?? new ChatPanelState(chat);
  made.set(chat, known);
  return known;
}
