// Files in the chat: the button, files that are being read, and a file's line in each state and language.
import assert from "node:assert/strict";
import { chatPanelStateOf } from "@/call/chat/chat_panel.ts";
import {
  announcements,
  type Attachment,
  type FileInfo,
  type FileStatus,
} from "@/call/files/mod.ts";
import { writeAnnouncement } from "@/call/files/announcement.ts";
import { ChatMessage } from "@/components/chat/ChatMessage.tsx";
import { PendingMessage } from "@/components/chat/PendingMessage.tsx";
import { AttachButton } from "@/components/files/AttachButton.tsx";
import { Attaching } from "@/components/files/Attaching.tsx";
import { FileDrop } from "@/components/files/FileDrop.tsx";
import { filesDialogProps } from "@/components/files/files_props.ts";
import { FilesDialog } from "@/components/files/FilesDialog.tsx";
import { FileLine, type FileLineProps } from "@/components/files/FileLine.tsx";
import { fileSize } from "@/i18n/format.ts";
import type { T } from "@/i18n/messages.ts";
import { joined, type Person, Town } from "../../fakes/client_world.ts";
import { settled } from "../../fakes/random.ts";
import { context, message } from "../chat/samples.ts";
import { inEachLanguage, Intents, type Page, show } from "../kit/mod.ts";

const root = "A".repeat(43);
const info: FileInfo = {
  ...{ name: "отчёт.pdf", size: 2_411_724, type: "application/pdf", preview: null },
  ...{ root, key: `${root}.2411724` },
};
const offered: FileStatus = {
  state: "offered",
  progress: null,
  holders: 1,
  isOwn: false,
  preview: null,
};

function line(
  t: T,
  changes: Partial<FileLineProps> = {},
): { page: Page; intents: Intents } {
  const intents = new Intents();
  const props: FileLineProps = {
    ...{ info, own: false, availability: "on", status: offered, t },
    onDownload: intents.bare("download"),
    onPause: intents.bare("pause"),
    onCancel: intents.bare("cancel"),
    onSave: intents.bare("save"),
    onPreview: intents.bare("preview"),
    ...changes,
  };
  return { page: show(<FileLine {...props} />), intents };
}

inEachLanguage(
  "a file has name, size and a button, and is isolated from what is around it",
  (t) => {
    const { page, intents } = line(t);
    page.reads("отчёт.pdf", fileSize(info.size, t.locale));
    assert.match(page.html, /<bdi[^>]*>отчёт\.pdf<\/bdi>/);
    page.press("button", `${t("files.download")}: отчёт.pdf`);
    intents.were(["download"]);
  },
);

inEachLanguage("whoever has no file, may not share it, or cannot fetch it is told so", (t) => {
  const says = (status: Partial<FileStatus>, text: string, changes = {}) => {
    const { page } = line(t, { status: { ...offered, ...status }, ...changes });
    page.reads(text);
    assert.deepEqual(page.names("button"), []);
  };
  says({ holders: 0 }, t("files.nobody"));
  says({ holders: 0 }, t("files.chooseAgain"), { own: true });
  says({ state: "forbidden" }, t("files.forbidden"));
  says({}, t("files.impossible"), { availability: "insecure" });
  says({}, t("files.off"), { availability: "off" });
  says({ state: "here", isOwn: true }, t("files.own"), { own: true });
  assert.deepEqual(line(t, { status: null }).page.names("button"), []);
});

inEachLanguage("a download shows how far it is, and can be paused, resumed and given up", (t) => {
  const progress = { phase: "loading", bytes: 1_205_862, rate: 100_000, problem: null } as const;
  const loading = line(t, { status: { ...offered, state: "loading", progress } });
  const [done, all] = [fileSize(1_205_862, t.locale), fileSize(info.size, t.locale)];
  loading.page.reads(t("files.progress", { done, all }));
  loading.page.reads(t("files.rate", { rate: fileSize(100_000, t.locale) }));
  loading.page.press("button", `${t("files.pause")}: отчёт.pdf`);
  loading.page.press("button", `${t("action.cancel")}: отчёт.pdf`);
  loading.intents.were(["pause"], ["cancel"]);
  for (
    const [state, text] of [["waiting", "files.waiting"], ["checking", "files.checking"]] as const
  ) {
    line(t, { status: { ...offered, state } }).page.reads(t(text));
  }
  const paused = line(t, { status: { ...offered, state: "paused" } });
  paused.page.reads(t("files.paused"));
  paused.page.press("button", `${t("files.resume")}: отчёт.pdf`);
  paused.intents.were(["download"]);
});

inEachLanguage("a failed download says why; one that is here can be saved again", (t) => {
  const failed = (problem: "no-space" | "no-storage") =>
    line(t, {
      status: {
        ...{ state: "failed", holders: 1, isOwn: false, preview: null },
        progress: { phase: "failed", bytes: 0, rate: null, problem },
      },
    }).page;
  failed("no-space").reads(t("files.noSpace"));
  failed("no-storage").reads(t("files.noStorage"));
  const here = line(t, { status: { ...offered, state: "here" } });
  here.page.reads(t("files.here"));
  here.page.press("button", `${t("files.save")}: отчёт.pdf`);
  here.intents.were(["save"]);
});

inEachLanguage(
  "a picture stands in the line as soon as it is there, and says nothing twice",
  (t) => {
    const { page } = line(t, { status: { ...offered, preview: "blob:a" } });
    assert.match(page.html, /<img[^>]*src="blob:a" alt[ >]/);
    assert.ok(!line(t).page.html.includes("<img"));
  },
);

inEachLanguage("where to drop a file is shown only while one is held over the page", (t) => {
  assert.equal(show(<FileDrop isAllowed onFiles={() => {}} t={t} />).html, "");
});

inEachLanguage("a file that may run a program is marked", (t) => {
  line(t, { info: { ...info, name: "отчёт.pdf.exe" } }).page.reads(t("files.dangerous"));
  line(t).page.lacks(t("files.dangerous"));
});

inEachLanguage("an announcement is shown as a file, and never as the text that it is", (t) => {
  const text = writeAnnouncement(info);
  const intents = new Intents();
  const page = show(
    <ChatMessage
      {...context(t, intents)}
      message={message({ text, replyTo: { id: "0", name: "Гүлнар", text } })}
      own
      first
    />,
  );
  page.reads("file отчёт.pdf", "📎 отчёт.pdf");
  page.lacks("juz-file");
  const pending = show(
    <PendingMessage
      line={{ id: "1", text, failed: null }}
      online
      onRetry={() => {}}
      t={t}
    />,
  );
  pending.reads("📎 отчёт.pdf");
  pending.lacks("juz-file");
});

inEachLanguage("files that are being read, and those that are not taken", (t) => {
  const intents = new Intents();
  const one = (id: string, problem: Attachment["problem"]): Attachment => ({
    ...{ id, name: `${id}.pdf`, size: 10, read: 5, problem },
  });
  const attaching = [
    ...[one("reading", null), one("large", "too-large"), one("many", "too-many")],
    one("gone", "unreadable"),
  ];
  const limit = 2_147_483_648;
  const page = show(
    <Attaching {...{ attaching, limit, t }} onDismiss={intents.note("dismiss")} />,
  );
  page.reads(
    ...["reading.pdf", t("files.tooMany"), t("files.unreadable")],
    t("files.tooLarge", { limit: fileSize(limit, t.locale) }),
  );
  page.press("button", t("action.cancel"));
  intents.were(["dismiss", "reading"]);
  assert.equal(show(<Attaching {...{ limit, t }} attaching={[]} onDismiss={() => {}} />).html, "");
});

inEachLanguage("the button to attach is there where files can be shared", (t) => {
  const button = (isAllowed: boolean) =>
    show(<AttachButton {...{ isAllowed, t }} onFiles={() => {}} />);
  assert.deepEqual(button(true).names("button"), [t("files.attach")]);
  assert.equal(button(false).html, "");
});

inEachLanguage(
  "all files of the call stand in one list, the newest first, without those taken back",
  async (t) => {
    const [asan, gulnar] = await joined(new Town(), ["Асан", "Гүлнар"]);
    assert.ok(asan && gulnar);
    const give = async (person: Person, name: string) => {
      person.call.chat.send(
        writeAnnouncement({ ...info, name, root: name.replace(".pdf", "").padEnd(43, "a") }),
      );
      await settled();
    };
    await give(asan, "first.pdf");
    await give(gulnar, "taken.pdf");
    await give(gulnar, "last.pdf");
    gulnar.call.chat.send("words");
    const [, taken] = announcements(gulnar.call.chat.lines.value);
    await chatPanelStateOf(gulnar.call.chat).actions.delete(taken?.line.id ?? "");
    await settled();
    const page = show(<FilesDialog {...filesDialogProps(asan.call, t)} />);
    assert.deepEqual(page.names("dialog"), [t("files.title")]);
    page.reads("Гүлнар", "last.pdf", t("tile.you"), "first.pdf");
    assert.ok(page.text.indexOf("last.pdf") < page.text.indexOf("first.pdf"));
    page.lacks("taken.pdf", "words");
    const empty = show(<FilesDialog files={[]} onClose={() => {}} t={t} />);
    empty.reads(t("files.none"));
  },
);
