// What can be done with a message: answer, react, copy; with one's own also change and take back; a host takes any away.
import type { Call, Message } from "@/call/mod.ts";
import { chatPanelStateOf } from "@/call/chat/mod.ts";
import type { T } from "@/i18n/messages.ts";
import { REACTIONS } from "@/protocol/reactions.ts";
import { EMOJI } from "../base/emoji.ts";
import { IconButton } from "../base/IconButton.tsx";
import { Menu } from "../base/Menu.tsx";
import { MenuItem } from "../base/MenuItem.tsx";
import { closePopover } from "../base/guarded_calls.ts";

interface Props {
  message: Message;
  text: string;
  own: boolean;
  call: Call;
  t: T;
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
        <Items {...props} />
      </Menu>
    </>
  );
}

function Items({ message, text, own, call, t }: Props) {
  const { id, from } = message;
  const { actions: changes, draft } = chatPanelStateOf(call.chat);
  const self = call.membership.self.value;
  const mine = (reaction: string) =>
    message.reactions.some((one) =>
      one.reaction === reaction && one.by.some((by) => by.id === self)
    );
  return (
    <>
      <div class="menu-row" role="none">
        {REACTIONS.map((reaction) => (
          <button
            key={reaction}
            type="button"
            class="btn-icon quiet reaction"
            role="menuitemcheckbox"
            aria-checked={mine(reaction)}
            aria-label={t("chat.react", { reaction: t(`react.${reaction}`) })}
            tabIndex={-1}
            onClick={(event) => {
              closePopover(event.currentTarget.closest<HTMLElement>("[popover]"));
              void changes.react(id, reaction, !mine(reaction));
            }}
          >
            <span aria-hidden="true">{EMOJI[reaction]}</span>
          </button>
        ))}
      </div>
      <MenuItem
        icon="reply"
        onPress={() => draft.reply(id, { name: from.name, quote: text })}
      >
        {t("chat.reply")}
      </MenuItem>
      <MenuItem
        icon="copy"
        onPress={() => void navigator.clipboard?.writeText(text).catch(() => {})}
      >
        {t("chat.copy")}
      </MenuItem>
      {own && (
        <MenuItem icon="pencil" onPress={() => draft.edit(id, text)}>
          {t("chat.edit")}
        </MenuItem>
      )}
      {(own || call.moderation.moderates.value) && (
        <MenuItem
          icon="trash-2"
          danger
          onPress={() => void changes.delete(id)}
        >
          {t("chat.delete")}
        </MenuItem>
      )}
    </>
  );
}
