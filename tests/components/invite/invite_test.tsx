// The ways to invite: in the dialog and beside the own picture.
import assert from "node:assert/strict";
import { InviteDialog } from "@/components/invite/InviteDialog.tsx";
import { InviteWays } from "@/components/invite/InviteWays.tsx";
import { LinkCode } from "@/components/invite/LinkCode.tsx";
import { QrCode } from "@/components/invite/QrCode.tsx";
import { CopyLink } from "@/components/page_layout/CopyLink.tsx";
import { LinkField } from "@/components/page_layout/LinkField.tsx";
import { InviteCard } from "@/components/stage/InviteCard.tsx";
import { elementsOf } from "../kit/html_tree.ts";
import { inEachLanguage, Intents, show } from "../kit/mod.ts";

const LINK = "https://juz.example/r/%D0%B6%D1%8B%D0%B9%D1%8B%D0%BD#k=abc";
const READABLE = "https://juz.example/r/жыйын#k=abc";

inEachLanguage("the link can be read, copied, shared and scanned", (t) => {
  const intents = new Intents();
  const page = show(<InviteWays title="жыйын" link={LINK} onShare={intents.bare("share")} t={t} />);
  page.reads("жыйын");
  const field = page.state("textbox", t("invite.link"));
  assert.equal(field.value, READABLE);
  assert.ok("readonly" in field);
  assert.deepEqual(page.names("button"), [t("invite.copy"), t("invite.share")]);
  assert.deepEqual(page.names("img"), [t("invite.qr")]);
  page.press("button", t("invite.share"));
  intents.were(["share"]);
});

inEachLanguage("where the system has no sheet there is no button for it", (t) => {
  const page = show(<InviteWays title="жыйын" link={LINK} onShare={null} t={t} />);
  assert.deepEqual(page.names("button"), [t("invite.copy")]);
});

inEachLanguage("the dialog and the card show the same ways", (t) => {
  const intents = new Intents();
  const ways = { title: "жыйын", link: LINK, onShare: null, t };
  const dialog = show(<InviteDialog {...ways} onClose={intents.bare("close")} />);
  assert.deepEqual(dialog.names("dialog"), [t("invite.title")]);
  dialog.press("button", t("action.close"));
  intents.were(["close"]);
  const card = show(<InviteCard {...ways} box={{ x: 1, y: 2, width: 30, height: 40 }} />);
  assert.deepEqual(card.names("region"), [t("invite.title")]);
  card.reads(t("invite.alone"));
  for (const page of [dialog, card]) {
    assert.ok(page.has("textbox", t("invite.link")));
    assert.ok(page.has("img", t("invite.qr")));
  }
});

inEachLanguage("a copied link is announced by the button itself", (t) => {
  const page = show(<CopyLink link={LINK} t={t} />);
  assert.deepEqual(page.names("status"), [t("invite.copy")]);
});

Deno.test("a QR code is one path, as large as its text needs", () => {
  const size = (text: string) => {
    const svg = elementsOf(show(<QrCode text={text} label="QR" />).root)[0];
    return Number(svg?.attributes.viewBox?.split(" ")[2]);
  };
  assert.ok(size("a") >= 21);
  assert.ok(size(LINK.repeat(3)) > size("a"));
});

Deno.test("before a QR code is drawn its place is there, with its name", () => {
  const place = elementsOf(show(<LinkCode text={LINK} label="QR" />).root)[0];
  const { class: name, role, "aria-label": label } = place?.attributes ?? {};
  assert.deepEqual([name, role, label], ["qr", "img", "QR"]);
});

Deno.test("a link is shown with the letters of its language", () => {
  const page = show(<LinkField link={LINK} label="Link" />);
  assert.equal(page.state("textbox", "Link").value, READABLE);
});
