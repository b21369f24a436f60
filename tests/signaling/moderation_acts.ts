// What hosts, deputies and guests do by chance, and what the reference is told when it was done.
import { membershipOf } from "@/signaling/room/live_room.ts";
import { pick } from "../fakes/random.ts";
import type { Role } from "./moderation_reference.ts";
import { ModeratedWorld, type Person } from "./moderation_world.ts";

/** Away for so long one is gone, and after so much more forgotten, in milliseconds. */
const GONE_MS = 14_000;
const FORGOTTEN_MS = 614_000;
const ROLES: readonly Role[] = ["guest", "member", "deputy", "host"];

/** One history. */
export class History extends ModeratedWorld {
  step(): void {
    const acts = [
      this.join,
      this.join,
      this.join,
      this.media,
      this.media,
      this.rules,
      this.rights,
      this.rights,
    ];
    acts.push(this.role, this.role, this.unmute, this.unshare, this.mute, this.chat, this.lose);
    acts.push(this.lose, this.back, this.back);
    const rare = [this.remove, this.leave, this.wait, this.share, this.restart];
    const act = pick(this.random, this.chance(0.12) ? rare : acts);
    act.call(this, this.anybody());
    this.hear();
    this.check();
  }

  join(who: Person): void {
    const key = who.keys.length > 0 && this.chance(0.4) ? pick(this.random, who.keys) : null;
    if (membershipOf(who.page.sender) !== null) return;
    this.enter(who, { seat: this.chance(0.5) ? who.seat : null, key, wanted: this.sent() });
  }

  media(who: Person): void {
    const wanted = this.sent();
    const me = this.facts.people.get(this.me(who));
    const done = who.page.ask("member:media", { ...wanted, screenAudio: false });
    const may = me !== undefined &&
      JSON.stringify(this.facts.allowed(me, wanted)) === JSON.stringify(wanted);
    if (this.judge("member:media", done, may) && me) me.sent = wanted;
  }

  rules(who: Person): void {
    const given = () => this.chance(0.7);
    const rights = {
      mic: given(),
      camera: given(),
      screen: given(),
      chat: given(),
      files: given(),
      record: given(),
    };
    const done = who.page.ask("room:rules", { locked: false, rights });
    if (this.judge("room:rules", done, this.facts.decides(this.me(who)))) this.facts.rule(rights);
  }

  rights(who: Person): void {
    const id = this.target();
    const all = ["mic", "camera", "screen", "chat", "files"].filter(() => this.chance(0.4));
    const rights = Object.fromEntries(all.map((right) => [right, this.chance(0.3)]));
    const done = who.page.ask("member:rights", { id, rights });
    if (this.judge("member:rights", done, this.facts.mayActOn(this.me(who), id))) {
      this.facts.restrict(id, rights);
    }
  }

  role(who: Person): void {
    const [id, role] = [this.target(), pick(this.random, ROLES)];
    const may = this.facts.mayName(this.me(who), id, role);
    const named = this.people.find(({ member }) => member === id);
    const done = who.page.ask("member:role", { id, role });
    if (done === "too-many" || !this.judge(`member:role`, done, may)) return;
    const given = named?.page.heard.findLast(({ event }) => event === "host:key");
    const key = given?.event === "host:key" ? given.payload.key : null;
    if (who === named) { // a host's keys go with whoever showed them last
      const { hosts = [] } = this.world.directory.find(this.room)?.access ?? {};
      for (const [known, holders] of this.facts.hostKeys) {
        if ([...holders].at(-1) === id && hosts.every(({ member }) => member !== id)) {
          this.facts.hostKeys.delete(known);
        }
      }
    }
    this.facts.name(id, role, key);
  }

  unmute(who: Person): void {
    const id = this.target();
    const them = this.facts.people.get(id);
    const may = this.facts.moderates(this.me(who)) && them?.isHere === true && id !== this.me(who);
    const done = who.page.ask("member:unmute", { id });
    if (this.judge("member:unmute", done, may)) this.facts.letSpeak(id);
  }

  mute(who: Person): void {
    const id = this.target();
    const them = this.facts.people.get(id);
    const may = this.facts.moderates(this.me(who)) && them?.isGone === false && id !== this.me(who);
    this.judge("member:mute", who.page.ask("member:mute", { id }), may);
  }

  unshare(who: Person): void {
    const id = this.target();
    const done = who.page.ask("member:unshare", { id });
    if (!this.judge("member:unshare", done, this.facts.mayActOn(this.me(who), id))) return;
    const them = this.facts.people.get(id);
    if (them) them.sent = { ...them.sent, screen: false };
  }

  chat(who: Person): void {
    const me = this.facts.people.get(this.me(who));
    const id = `l${Math.floor(this.random() * 1e12)}`;
    const done = who.page.ask("chat:send", { id, text: "x" });
    if (!this.judge("chat:send", done, me !== undefined && this.facts.has(me, "chat"))) return;
    const other = this.anybody();
    const they = this.facts.people.get(this.me(other));
    const may = they !== undefined && this.facts.has(they, "chat") &&
      (other === who || this.facts.moderates(this.me(other)));
    this.judge("chat:delete", other.page.ask("chat:delete", { id: `d${id}`, target: id }), may);
  }

  remove(who: Person): void {
    const id = this.target();
    const done = who.page.ask("member:remove", { id });
    if (this.judge("member:remove", done, this.facts.mayActOn(this.me(who), id))) {
      this.facts.remove(id);
    }
  }

  leave(who: Person): void {
    const id = this.me(who);
    who.page.ask("room:leave", { mayReturn: false });
    this.facts.people.delete(id);
  }

  back(): void {
    const away = this.people.filter(({ lostAt }) => lostAt !== null);
    if (away.length === 0) return;
    const who = pick(this.random, away);
    const key = who.keys.length > 0 && this.chance(0.2) ? pick(this.random, who.keys) : null;
    this.enter(who, { seat: who.seat, key, wanted: this.sent() });
  }

  wait(): void {
    this.world.clock.pass(pick(this.random, [1_000, GONE_MS + 1_000, FORGOTTEN_MS + 20_000]));
  }

  /** A key is handed to somebody else. */
  share(who: Person): void {
    if (who.keys.length > 0) pick(this.random, this.people).keys.push(pick(this.random, who.keys));
  }
}
