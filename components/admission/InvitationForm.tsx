// Invitations that a host makes: for a role, for some time, for so many people; and takes back.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Failure } from "@/call/mod.ts";
import { moment } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { type Invitation, type Role, ROLES } from "@/protocol/roles.ts";
import { Icon } from "../base/Icon.tsx";
import { IconButton } from "../base/IconButton.tsx";
import { Refused } from "../base/Refused.tsx";
import { LinkField } from "../page_layout/LinkField.tsx";

const HOURS = 24;
const USES = 10;

/** What a host asks the server to do with invitations. */
export interface InvitationIntents {
  /** Makes an invitation; resolves to the link that carries it, or to why the server refused. */
  make(wanted: { role: Role; hours: number; uses: number }): Promise<string | { error: Failure }>;
  /** The invitations that are still good; null if the server did not say. */
  list(): Promise<readonly Invitation[] | null>;
  /** Takes one back. Resolves to why the server refused, or null. */
  revoke(id: string): Promise<Failure | null>;
}

/** The link stands here once: the server does not know it any more. */
export function InvitationForm({ intents, t }: { intents: InvitationIntents; t: T }) {
  const role = useSignal<Role>("guest");
  const link = useSignal("");
  const failure = useSignal<Failure | null>(null);
  const list = useSignal<readonly Invitation[]>([]);
  async function refresh(): Promise<void> {
    list.value = await intents.list() ?? list.value;
  }
  async function make(): Promise<void> {
    const made = await intents.make({ role: role.value, hours: HOURS, uses: USES });
    failure.value = typeof made === "string" ? null : made.error;
    if (typeof made === "string") link.value = made;
    await refresh();
  }
  async function revoke(id: string): Promise<void> {
    failure.value = await intents.revoke(id);
    await refresh();
  }
  useEffect(() => void refresh(), []);
  return (
    <div class="field">
      <label class="label" for="invite-role">{t("host.invite")}</label>
      <div class="field-row">
        <RoleSelect id="invite-role" role={role} t={t} />
        <button type="button" class="btn" onClick={() => void make()}>
          {t("host.invite.make")}
        </button>
      </div>
      <p class="hint">{t("host.invite.help", { hours: HOURS, uses: USES })}</p>
      <Refused why={failure.value} t={t} />
      {link.value !== "" && <LinkField link={link.value} label={t("invite.link")} />}
      <InvitationList list={list.value} onRevoke={(id) => void revoke(id)} t={t} />
    </div>
  );
}

function RoleSelect({ id, role, t }: { id: string; role: Signal<Role>; t: T }) {
  return (
    <div class="select">
      <select
        class="input"
        id={id}
        value={role.value}
        onChange={(event) => role.value = event.currentTarget.value as Role}
      >
        {ROLES.map((each) => <option key={each} value={each}>{t(`role.${each}`)}</option>)}
      </select>
      <Icon name="chevron-down" />
    </div>
  );
}

interface ListProps {
  list: readonly Invitation[];
  onRevoke(id: string): void;
  t: T;
}

function InvitationList({ list, onRevoke, t }: ListProps) {
  return (
    <ul class="people">
      {list.map(({ id, role, until, left }) => (
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
            onPress={() => onRevoke(id)}
          />
        </li>
      ))}
    </ul>
  );
}
