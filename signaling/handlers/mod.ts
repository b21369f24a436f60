// The table of all client events and who answers them.
import type { RequestName } from "../../protocol/events.ts";
import { chatRestore } from "./chat_restore.ts";
import { chatSend } from "./chat_send.ts";
import { echoSend } from "./echo_send.ts";
import type { Handler } from "./handler.ts";
import { memberHand } from "./member_hand.ts";
import { memberMedia } from "./member_media.ts";
import { memberReact } from "./member_react.ts";
import { memberTyping } from "./member_typing.ts";
import { memberVouch } from "./member_vouch.ts";
import { peerAck } from "./peer_ack.ts";
import { peerAnswer } from "./peer_answer.ts";
import { peerIce } from "./peer_ice.ts";
import { peerOffer } from "./peer_offer.ts";
import { roomJoin } from "./room_join.ts";
import { roomLeave } from "./room_leave.ts";
import { roomWatch } from "./room_watch.ts";

export type { Asking, Handler } from "./handler.ts";

/** One handler per client event; none can be forgotten. */
export const HANDLERS: { readonly [E in RequestName]: Handler<E> } = {
  "room:watch": roomWatch,
  "room:join": roomJoin,
  "room:leave": roomLeave,
  "member:media": memberMedia,
  "member:hand": memberHand,
  "member:react": memberReact,
  "member:typing": memberTyping,
  "member:vouch": memberVouch,
  "peer:offer": peerOffer,
  "peer:answer": peerAnswer,
  "peer:ice": peerIce,
  "peer:ack": peerAck,
  "chat:send": chatSend,
  "chat:restore": chatRestore,
  "echo:send": echoSend,
};
