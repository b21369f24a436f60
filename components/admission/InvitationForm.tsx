// Invitations that a host makes: for a role, for some time, for so many people; and takes back.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Call, Failure } from "@/call/mod.ts";
import { moment } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { type Invitation, type Role, ROLES } from "@/protocol/roles.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { LinkField } from "../page_layout/LinkField.tsx";
import { roomLink } from "../page_layout/room_link.ts";

const HOURS = 24;
const USES = 10;

/** The link stands here once: the server does not know it any more. */
export function InviteMaker({ call: { moderation: host, session }, t }: { call: Call; t: T }) {
  const role = useSignal<Role>("guest");
  const link = useSignal("");
  const failure = useSignal<Failure | null>(null);
  const list = useSignal<readonly Invitation[]>([]);
  async function refresh(): Promise<void> {
    const outcome = await host.invitations();
    if (outcome.ok) list.value = outcome.invitations;
  }
  async function make(): Promise<void> {
    const outcome = await host.invite({ role: role.value, hours: HOURS, uses: USES });
    failure.value = outcome.ok ? null : outcome.error;
    if (outcome.ok) link.value = roomLink(session.credentials.invitation(outcome.token));
    await refresh();
  }
  async function revoke(id: string): Promise<void> {
    failure.value = await host.revoke(id);
    await refresh();
  }
  useEffect(() => void refresh(), []);
  return (
    <div class="field">
      <label class="label" for="invite-role">{t("host.invite")}</label>
      <div class="field-row">
        <div class="select">
          <select
            class="input"
            id="invite-role"
            value={role.value}
            onChange={(event) => role.value = event.currentTarget.value as Role}
          >
            {ROLES.map((each) => <option key={each} value={each}>{t(`role.${each}`)}</option>)}
          </select>
          <Icon name="chevron-down" />
        </div>
        <button type="button" class="btn" onClick={() => void make()}>
          {t("host.invite.make")}
        </button>
      </div>
      <p class="hint">{t("host.invite.help", { hours: HOURS, uses: USES })}</p>
      {failure.value && <p class="field-error" role="alert">{t(`error.${failure.value}`)}</p>}
      {link.value !== "" && <LinkField link={link.value} label={t("invite.link")} />}
      <ul class="people">
        {list.value.map(({ id, role, until, left }) => (
          <li key={id} class="person-head">
            <p class="truncate">
              {t("host.invite.row", {
                role: t(`role.${role}`),
                time: moment(until, Date.now(), t.locale),
                left,
              })}
            </p>
            <IconButton
              icon="trash-2"
              label={t("host.invite.revoke")}
              tone="quiet"
              onPress={() => void revoke(id)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
