// What can be done with a message: reply, react, copy; edit and delete one's own; moderators delete any.
import type { ComponentChildren } from "preact";
import { type FileInfo, readAnnouncement, spokenText } from "@/call/files/mod.ts";
import type { Message } from "@/call/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { type Reaction, REACTIONS } from "@/protocol/reactions.ts";
import { EMOJI } from "../base/emoji.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";
import { closePopover } from "../base/guarded_calls.ts";

/** What this user can do with a message, by its id. */
export interface MessageIntents {
  /** Adds this user's reaction, or takes it back. */
  react(id: string, reaction: Reaction, on: boolean): void;
  /** Makes the draft a reply; `quote` is the text that it answers. */
  reply(id: string, quoted: { name: string; quote: string }): void;
  /** Makes the draft an edit of this text. */
  edit(id: string, text: string): void;
  delete(id: string): void;
  copy(text: string): void;
}

/** What every message is given; the same object as long as nothing of it changes. */
export interface MessageContext {
  /** Id of this user; null before the server has given one. */
  self: string | null;
  /** Whether this user may delete messages of others. */
  moderates: boolean;
  intents: MessageIntents;
  /** Shows a file that a message announces. */
  fileLine(info: FileInfo, own: boolean): ComponentChildren;
  t: T;
}

interface Props extends MessageContext {
  message: Message;
  text: string;
  own: boolean;
}

/** Its button is seen on hover and focus; on a phone always. */
export function MessageMenu(props: Props) {
  const { message, t } = props;
  const id = `line-menu-${message.id}`;
  const label = t("chat.more", { name: message.from.name });
  return (
    <>
      <IconButton
        icon="ellipsis"
        label={label}
        tone="quiet"
        class="chat-more"
        popovertarget={id}
        aria-haspopup="menu"
      />
      <Menu id={id} label={label}>
        <MessageItems {...props} />
      </Menu>
    </>
  );
}

/** The items, which are made while the menu is open. */
export function MessageItems(props: Props) {
  const { message: { id, from }, text, own, moderates, intents, t } = props;
  return (
    <>
      <ReactionRow {...props} />
      <MenuItem
        icon="reply"
        onPress={() => intents.reply(id, { name: from.name, quote: spokenText(text) })}
      >
        {t("chat.reply")}
      </MenuItem>
      <MenuItem icon="copy" onPress={() => intents.copy(spokenText(text))}>
        {t("chat.copy")}
      </MenuItem>
      {own && readAnnouncement(text) === null && (
        <MenuItem
          icon="pencil"
          onPress={() => intents.edit(id, text)}
        >
          {t("chat.edit")}
        </MenuItem>
      )}
      {(own || moderates) && (
        <MenuItem icon="trash-2" danger onPress={() => intents.delete(id)}>
          {t("chat.delete")}
        </MenuItem>
      )}
    </>
  );
}

/** Whether one of these reactions is this user's. */
export function isMine(by: readonly { id: string }[], self: string | null): boolean {
  return by.some(({ id }) => id === self);
}

function ReactionRow({ message: { id, reactions }, self, intents, t }: Props) {
  const mine = reactions.flatMap(({ reaction, by }) => isMine(by, self) ? [reaction] : []);
  return (
    <div class="menu-row" role="none">
      {REACTIONS.map((reaction) => (
        <button
          key={reaction}
          type="button"
          class="btn-icon quiet reaction"
          role="menuitemcheckbox"
          aria-checked={mine.includes(reaction)}
          aria-label={t("chat.react", { reaction: t(`react.${reaction}`) })}
          tabIndex={-1}
          onClick={(event) => {
            closePopover(event.currentTarget.closest<HTMLElement>("[popover]"));
            intents.react(id, reaction, !mine.includes(reaction));
          }}
        >
          <span aria-hidden="true">{EMOJI[reaction]}</span>
        </button>
      ))}
    </div>
  );
}
