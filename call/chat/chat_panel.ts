// What only the chat's panel needs: it comes with the panel, and weighs nothing on the way into a call.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Call } from "../call.ts";
import { MessageActions } from "./message_actions.ts";
import { Conversation, type Entry } from "./conversation.ts";
import { Draft } from "./draft.ts";

/** The chat of one call as it is read and written. */
class ChatPanelState {
  readonly changes: MessageActions;
  readonly draft: Draft;
  /** The chat as it is read. */
  readonly conversation: ReadonlySignal<readonly Entry[]>;

  constructor({ panelPorts: { store, signaling, clock, room }, session, model }: Call) {
    const { encryption: seals } = session.chat;
    this.changes = new MessageActions({ signaling, clock, chain: seals.chain });
    this.draft = new Draft({ store, room, seals: () => seals.cipher.seals });
    const shown = new Conversation();
    this.conversation = computed(() => shown.read(model.chat.lines.value));
  }
}

const made = new WeakMap<Call, ChatPanelState>();

/** The one of this call, made when it is first asked for. */
export function chatPanelStateOf(call: Call): ChatPanelState {
  const known = made.get(call) ?? new ChatPanelState(call);
  made.set(call, known);
  return known;
}
