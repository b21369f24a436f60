// However a link to a room arrives, its room and its key are read whole, and only in the browser.
import assert from "node:assert/strict";
import { fragmentOf, NO_SECRET, readFields, readRoomLink, roomPath } from "@/protocol/room_link.ts";

const K = "2bWq7C0yJm5kq3d9ZxT1Ag";
const HOST = "kU9v-0aFq_Zt3cX7bN1mS5dG2hJ4lP6oR8wYqEiUyTs";
const INVITE = "abcd1234.guest.1790000000000.2bWq7C0yJm5kq3d9ZxT1Ag";
const LINK = `https://example.org/r/ала-тоо#k=${K}`;
const SENT = `https://example.org/r/${encodeURIComponent("ала-тоо")}#k=${K}`;

/** Ways on which one link with a key arrives. */
const MANGLED: Record<string, string> = {
  "as it was made": LINK,
  "as browsers copy it": SENT,
  "without the host": `/r/ала-тоо#k=${K}`,
  "without the scheme": `example.org/r/ала-тоо#k=${K}`,
  "the host in capitals": SENT.replace("https://example.org", "HTTPS://EXAMPLE.ORG"),
  "another port": SENT.replace(".org", ".org:7007"),
  "an encoded #": SENT.replace("#", "%23"),
  "an encoded # and =": SENT.replace(`#k=`, "%23k%3D"),
  "encoded twice": SENT.replace(`#k=`, "%2523k%253D"),
  "an encoded =": SENT.replace("k=", "k%3D"),
  "the key as a question": SENT.replace("#", "?"),
  "a question before the fragment": SENT.replace("#", "?utm_source=mail#"),
  "tracking behind the fragment": `${SENT}&utm_source=mail&fbclid=IwAR0`,
  "tracking with its own question mark": `${SENT}?utm_source=mail`,
  "a second fragment": `${SENT}#:~:text=x`,
  "a slash at the end of the room": SENT.replace("#", "/#"),
  "two slashes": SENT.replace("/r/", "/r//"),
  "a full stop": `${SENT}.`,
  "a comma": `${SENT},`,
  "a bracket": `(${SENT})`,
  "angle brackets": `<${SENT}>`,
  "Russian quotes": `«${SENT}»`,
  "German quotes, as Kyrgyz has them": `„${SENT}“`,
  "English quotes and an exclamation": `“${SENT}”!`,
  "straight quotes": `"${SENT}".`,
  "an ellipsis": `${SENT}…`,
  "markdown's stress": `_${SENT}_`,
  "markdown's bold": `**${SENT}**`,
  "markdown's link": `[Жүз](${SENT})`,
  "a sentence around it": `Кошулуңуз: ${SENT}, сизди күтөбүз`,
  "spaces around it": `  ${SENT}\t`,
  "a line break at its end": `${SENT}\r\nSee you`,
  "a line break inside": SENT.replace("kq3", "k\r\nq3"),
  "quoted-printable": SENT.replace("k=", "k=3D").replace("kq3", "k=\r\nq3"),
  "a quoted mail": `> ${SENT.replace("kq3", "k\n> q3")}`,
  "HTML's entity for &": `https://example.org/r/ала-тоо#x=1&amp;k=${K}`,
  "HTML's entity for #": SENT.replace("#", "&#35;"),
  "tracking before an encoded #": SENT.replace("#", "?fbclid=IwAR0%23"),
  "signs of a wide keyboard": SENT.replace("#k=", "＃k＝"),
  "Markdown's escapes": SENT.replace("#k=", "\\#k\\="),
  "a space before the #": SENT.replace("#", " #"),
  "spaces around the =": SENT.replace("k=", "k = "),
  "a soft hyphen and an invisible space": SENT.replace("kq3", "k\u00adq\u200b3"),
  "a mark of direction": `\u200e${SENT}\u200f`,
  "Outlook's Safe Links": `https://eur05.safelinks.protection.outlook.com/?url=${
    encodeURIComponent(SENT)
  }&data=05%7C01`,
  "Google's redirect": `https://www.google.com/url?q=${encodeURIComponent(SENT)}&sa=D`,
  "Facebook's redirect": `https://l.facebook.com/l.php?u=${encodeURIComponent(SENT)}&h=AT0`,
  "two gateways": `https://a.example/?url=${
    encodeURIComponent(`https://b.example/?u=${encodeURIComponent(SENT)}`)
  }`,
  "Proofpoint, second version": `https://urldefense.proofpoint.com/v2/url?u=${
    encodeURIComponent(SENT).replaceAll("%2F", "_").replaceAll("-", "%2D").replaceAll("%", "-")
  }&d=DwMF`,
  "Proofpoint, third version": `https://urldefense.com/v3/__${
    SENT.replace("#", "*")
  }__;Iw!!abc!def$`,
  "in capitals": SENT.replace("/r/", "/R/").replace("#k", "#K"),
  "HTML's names for signs": SENT.replace("#k=", "&num;k&equals;"),
  "a quote of HTML behind it": `&quot;${SENT}&quot;`,
  "a code's quotes": `\`${SENT}\``,
  "struck through": `~~${SENT}~~`,
  "hidden until pressed": `||${SENT}||`,
  "single French quotes": `‹${SENT}›`,
  "Japanese brackets": `「${SENT}」`,
  "an encoded quote behind it": `${SENT}%C2%BB`,
  "an encoded blank behind it": `${SENT}%C2%A0`,
  "a chat's own link": `<${SENT}|Жүз>`,
  "a forum's link": `[url=${SENT}]Жүз[/url]`,
  "glued to a word": `Шилтеме:${SENT}`,
  "without a scheme's name": SENT.replace("https:", ""),
  "wide letters all through": SENT.replaceAll("/", "／").replace(":", "：").replace("#", "＃"),
  "JSON": SENT.replaceAll("/", "\\/").replace("#", "\\u0023").replace("=", "\\u003d"),
  "a calendar's folded line": `LOCATION:${SENT.replace("kq3", "k\r\n q3")}\\n`,
  "a line break inside and a text behind": `${SENT.replace("kq3", "k\r\nq3")}\r\nSee you`,
  "a text, a line break inside, a text": `Салам!\n${SENT.replace("kq3", "k\nq3")}\nSee you`,
  "a line break that a field made a blank": `${SENT.replace("kq3", "k q3")} See you`,
  "a line break after the =": SENT.replace("k=", "k=\r\n"),
  "a line break in the room": SENT.replace("-", "-\r\n"),
  "quoted-printable and a text behind": `${
    SENT.replace("k=", "k=3D").replace("kq3", "k=\r\nq3")
  }\r\n\r\nRegards`,
  "a break that HTML allows": SENT.replace("kq3", "k<wbr>q3"),
  "a tab, a line of Unicode": SENT.replace("kq3", "k\t\u2028q3"),
  "a gateway that encodes nothing": `https://gw.example/?url=${SENT}`,
  "an archive": `https://web.archive.org/web/2026/${SENT}`,
  "Cisco, in the path": `https://secure-web.cisco.com/1aB-c/${encodeURIComponent(SENT)}`,
  "FireEye, with a k of its own": `https://protect2.fireeye.com/url?k=ab12-34&q=1&u=${SENT}`,
  "Sophos, in base64": `https://eu-west-1.protection.sophos.com/?d=example.org&u=${
    btoa(SENT)
  }&i=NjA`,
  "a gateway with rooms of its own": `https://click.example/r/abc?u=${encodeURIComponent(SENT)}`,
  "a name and a key": `Ала-Тоо#k=${K}`,
  "a name and an encoded key": `Ала-Тоо%23k%3D${K}`,
};

for (const [how, text] of Object.entries(MANGLED)) {
  Deno.test(`a link is read whole: ${how}`, () => {
    assert.deepEqual(readRoomLink(text), { room: "ала-тоо", fragment: `#k=${K}` });
  });
}

Deno.test("a key that ends like Markdown's stress keeps its end", () => {
  for (const key of [`${K.slice(0, -1)}_`, `${K.slice(0, -2)}--`, `${K.slice(0, -2)}__`]) {
    for (const stress of ["", "_", "__", "**"]) {
      const link = `${stress}https://example.org/r/x#k=${key}${stress}`;
      assert.deepEqual(readRoomLink(link), { room: "x", fragment: `#k=${key}` }, link);
    }
  }
});

Deno.test("a link without a key stays without one, whatever is written behind it", () => {
  for (const after of [" Кел", "\r\nSee you"]) {
    assert.equal(readRoomLink(`https://example.org/r/x#k=${after}`)?.fragment, "#k=", after);
  }
  for (const after of [" Кел", "\r\nSee you", ") Кел", "». Кел", ", кел", "|Жүз>"]) {
    assert.deepEqual(readRoomLink(`https://example.org/r/ала-тоо${after}`), {
      room: "ала-тоо",
      fragment: "",
    });
  }
});

Deno.test("an invitation is read whole when a mail program broke it", () => {
  for (const sent of [INVITE.replace(".guest", ".\r\nguest"), INVITE.replace("q3", "q\r\n> 3")]) {
    const link = `https://example.org/r/x#invite=${sent}\r\n&k=${K}\r\nSee you`;
    assert.equal(readRoomLink(link)?.fragment, `#invite=${INVITE}&k=${K}`);
  }
});

Deno.test("a text of any length is read within a moment", () => {
  const started = performance.now();
  for (const one of [" ", ">", "=", "\n", "#k=", "&", "%25", "/r/", "https://", "a", "?u=", "*"]) {
    readRoomLink(`x${one.repeat(100_000 / one.length)}y`);
  }
  assert.ok(performance.now() - started < 3_000, `${performance.now() - started} ms`);
});

Deno.test("a form without script sends nothing that carries a secret", () => {
  const pattern = new RegExp(`^(?:${NO_SECRET})$`, "v");
  for (const [how, text] of Object.entries(MANGLED)) {
    const typed = text.replace(/[\r\n]/g, ""); // as a text field takes it
    assert.doesNotMatch(typed, pattern, how);
  }
  assert.doesNotMatch(`/r/x#host=${HOST}`, pattern);
  assert.doesNotMatch(`/r/x#invite=${INVITE}`, pattern);
  for (const plain of ["Ала-Тоо", "Бөлмө #1", "https://example.org/r/ала-тоо?utm_source=x", ""]) {
    assert.match(plain, pattern);
  }
});

Deno.test("host's keys and invitations come through as well", () => {
  const link = `https://example.org/r/x%23host=${HOST}&k=`;
  assert.deepEqual(readRoomLink(link), { room: "x", fragment: `#host=${HOST}&k=` });
  assert.equal(readRoomLink(`/r/x?invite=${INVITE}.`)?.fragment, `#invite=${INVITE}`);
});

Deno.test("names are names, and other addresses are no rooms", () => {
  assert.deepEqual(readRoomLink("Бөлмө #1"), { room: "бөлмө-1", fragment: "" });
  assert.deepEqual(readRoomLink("Room One"), { room: "room-one", fragment: "" });
  assert.deepEqual(readRoomLink("/r/Room One"), { room: "room", fragment: "" });
  for (const text of ["https://example.org/other", "", "!!!", "/r/%E0%A4%A", "://r"]) {
    assert.equal(readRoomLink(text), null, text);
  }
});

Deno.test("what is cut off or made up stays what it is, so that it can be told", () => {
  assert.equal(readFields("#k=abc").k, "abc");
  assert.equal(readFields("#k=").k, "");
  assert.equal(readFields(`#k=${K}&k=other`).k, K);
  assert.deepEqual(readFields("#main"), {});
});

Deno.test("a fragment is read whole, whatever an address bar or a program made of it", () => {
  const ends = [
    "",
    "%C2%BB",
    "%0A",
    "%20See",
    "_",
    ")",
    "%29.",
    "?fbclid=1",
    "%3Ffbclid%3D1",
    "#k=x",
  ];
  const begins = [
    "#k=",
    "#/k=",
    "#k%3D",
    "#%23k=",
    "##k=",
    "#!k=",
    "#amp;k=",
    "#K=",
    "#k=%20",
    "#k=3D",
  ];
  for (const end of ends) assert.equal(readFields(`#k=${K}${end}`).k, K, end);
  for (const begin of begins) assert.equal(readFields(begin + K).k, K, begin);
  for (const end of ends) assert.equal(readFields(`#host=${HOST}${end}`).host, HOST, end);
  for (const inside of ["%0D%0A", "=%0D%0A", "%20", "%C2%AD", "%E2%80%8B"]) {
    assert.equal(readFields(`#k=${K.replace("kq3", `k${inside}q3`)}`).k, K, inside);
  }
});

Deno.test("a path that was written is read as it was", () => {
  const link = { room: "ала-тоо", fragment: fragmentOf({ host: HOST, k: K }) };
  assert.deepEqual(readRoomLink(roomPath(link)), link);
});
