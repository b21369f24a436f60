// Files that break a rule, and files that look like it but do not: every rule has both.
/** For each rule: files that break it, and files that look like it but do not. */
export const PLANTED: Record<string, { bad: [string, string][]; good: [string, string][] }> = {
  "only LiveRoom changes an open room": {
    bad: [
      ["signaling/recovery/a.ts", `open.values.log = emptyLog(x);`],
      ["signaling/handlers/a.ts", `place.room.seats = revoke(room.seats, id);`],
      ["signaling/handlers/a.ts", `room.members[0].away = true;`],
      ["signaling/handlers/a.ts", `room.connections.delete(id);`],
      ["signaling/handlers/a.ts", `(room.connections as Map<string, ClientConnection>).clear();`],
      ["signaling/recovery/a.ts", `Object.assign(room.values, values);`],
      ["signaling/handlers/a.ts", `append(room.log, { saying, from, now });`],
      ["signaling/handlers/a.ts", `const room = new LiveRoom(values, options);`],
      ["signaling/room/live_room.ts", `class A {\n  seats: Seats = [];\n}`],
      ["signaling/room/live_room.ts", `class A {\n  set log(log: ChatLog) {\n  }\n}`],
      ["signaling/room/live_room.ts", `class A {\n  get seats(): Seat[] {\n  }\n}`],
    ],
    good: [
      ["signaling/handlers/a.ts", `if (room.access === null) room.update((now) => now);`],
      ["signaling/handlers/a.ts", `const kinds = room.members.map(({ role }) => role);`],
      ["signaling/room/live_room.ts", `class A {\n  readonly maker: string;\n  #a = 1;\n}`],
      ["signaling/room_directory.ts", `const room = new LiveRoom(values, options);`],
      ["tests/a.ts", `append(log, { saying, from, now });`],
    ],
  },
  "browser tests wait for what a page shows": {
    bad: [
      ["tests/browser/a_test.ts", `assert.equal(await page.locator("h1").innerText(), title);`],
      ["tests/browser/a_test.ts", `assert.ok(\n  (await field.inputValue()).length > 2,\n);`],
      ["tests/browser/a_test.ts", `assert.ok(!await door.isEnabled());`],
      ["tests/network/a_test.ts", `const chosen = await option.last().getAttribute("value");`],
    ],
    good: [
      ["tests/browser/a_test.ts", `await until(() => h1.innerText(), { what: "a title" });`],
      ["tests/browser/a_test.ts", `const text = await until(() => h1.innerText(), { what });`],
      ["tests/browser/a_test.ts", `const title = async () => (await page.title()).slice(2);`],
      ["tests/browser/a_test.ts", `assert.equal(await until(() => h1.innerText(), { what }), "");`],
      ["tests/browser/a_test.ts", `assert.equal(await links.count(), 0, "none");`],
      ["tools/a.ts", `const text = await page.innerText("h1");`],
    ],
  },
  "islands/ holds islands only": {
    bad: [["islands/call/use_keys.ts", "export const x = 1;"]],
    good: [
      ["islands/call/Lobby.tsx", "export const x = 1;"],
      ["hooks/use_keys.ts", "export const x = 1;"],
    ],
  },
  "components take values, not the call": {
    bad: [
      ["components/a/A.tsx", `import type { Call } from "@/call/mod.ts";`],
      ["components/a/A.tsx", `import { type Call, LOUDEST } from "@/call/mod.ts";`],
      ["components/a/a.ts", `import type { Box, Call } from "@/call/mod.ts";`],
      ["components/a/A.tsx", `import type { TestPage } from "@/call/connection_test/mod.ts";`],
    ],
    good: [
      ["components/a/A.tsx", `import type { Box } from "@/call/mod.ts";`],
      ["components/a/a_props.ts", `import type { Call } from "@/call/mod.ts";`],
      ["islands/call/A.tsx", `import type { Call } from "@/call/mod.ts";`],
    ],
  },
  "no component looks for another one": {
    bad: [
      ["components/stage/A.tsx", `const main = document.getElementById("main");`],
      ["hooks/a.ts", `document.querySelector(".bar")?.focus();`],
      ["islands/call/A.tsx", `for (const tile of document.querySelectorAll(".tile")) f(tile);`],
      ["hooks/room_form.ts", `const form = document.getElementById("room-form");`],
    ],
    good: [
      ["components/stage/A.tsx", `const first = row.current?.querySelector("button");`],
      ["hooks/room_form.ts", `const form = document.querySelector("#room-form");`],
      ["call/browser/a.ts", `const link = document.querySelector("link");`],
    ],
  },
  "sound has one way out": {
    bad: [
      ["components/stage/RemoteAudio.tsx", `node.connect(context.destination);`],
      ["islands/A.tsx", `const audio = new Audio(url);`],
      ["components/a.tsx", `element.setSinkId(speaker);`],
    ],
    good: [
      ["call/browser/audio.ts", `end.connect(context.destination);`],
      ["call/browser/a.ts", `const context = new AudioContext();`],
      ["signaling/a.ts", `const to = packet.destination;`],
    ],
  },
  "effects of a call end with a Scope": {
    bad: [["call/chat/a.ts", `effect(() => show(lines.value));`]],
    good: [
      ["call/scope.ts", `this.add(effect(run));`],
      ["call/chat/a.ts", `this.#scope.effect(() => show(lines.value));`],
      ["hooks/a.ts", `effect(() => show(lines.value));`],
    ],
  },
  "what lasts is timed by the steady clock": {
    bad: [
      ["call/a.ts", `const took = Date.now() - begun;`],
      ["call/call.ts", `if (clock.now() - begun > 5) end();`],
      ["call/call.ts", `const until = 5_000 + this.#clock.now();`],
      ["call/transport/mesh/peer_session.ts", `const begun = this.#options.clock.now();`],
      ["components/a.tsx", `const tick = () => show(Date.now() - since);`],
      ["hooks/a.ts", `const now = Date.now();`],
      ["islands/A.tsx", `const read = Date.now;`],
    ],
    good: [
      ["call/a.ts", `const took = clock.steady() - begun;`],
      ["call/membership/phase_changes.ts", `room.enteredAt.value = this.#ports.clock.now();`],
      ["components/a.tsx", `const took = performance.now() - begun;`],
      ["signaling/a.ts", `const at = clock.now();`],
    ],
  },
  "names are the field's, none of the old ones": {
    bad: [
      ["call/a.ts", `class Mailbox {}`],
      ["call/a.ts", `this.#mailbox = 1;`],
      ["call/a.ts", `const ROLL_CALL_MS = 5;`],
      ["call/a.ts", `useIce(servers);`],
      ["call/a.ts", `interface Ward {}`],
      ["call/a.ts", `export type Pair = 1;`],
      ["call/a.ts", `function takeDuties() {}`],
      ["signaling/a.ts", `const newHub = new RoomHub();`],
      ["signaling/a.ts", `on("lobby:answer");`],
      ["signaling/estates/a.ts", ""],
      ["signaling/hub.ts", ""],
      ["tests/call/mailbox_test.ts", ""],
      ["components/host/A.tsx", ""],
      ["components/stage/Passing.tsx", ""],
      ["api/mod.ts", ""],
    ],
    good: [
      ["call/a.ts", `const forward = years; // the mailbox of a ward`],
      ["call/a.ts", `const file = new File([], name); const pair = links;`],
      ["server/api/mod.ts", `const text = "estate";`],
      ["signaling/a.ts", `on("admission:answer");`],
    ],
  },
  "imports follow the rings": {
    bad: [
      ["call/a.ts", `import { x } from "preact";`],
      ["call/a.ts", `import { x } from "./browser/ports.ts";`],
      ["call/a.ts", `export * from "../islands/Lobby.tsx";`],
      ["protocol/a.ts", `import type { X } from "@/call/mod.ts";`],
      ["signaling/rooms/a.ts", `const x = await import("../../routes/index.tsx");`],
      ["components/A.tsx", `import { x } from "@/call/call.ts";`],
      ["components/A.tsx", `import { x } from "@/call/browser/ports.ts";`],
      ["routes/r/[room].tsx", `import { x } from "../../signaling/room_directory.ts";`],
      ["routes/index.tsx", `import "@/tests/fakes/rtc.ts";`],
      ["main.ts", `import { x } from "./islands/Lobby.tsx";`],
      ["main.ts", `import { x } from "./tools/folders.ts";`],
      ["dev.ts", `import "./tests/checkout.ts";`],
      ["tools/a.ts", `import "../tests/checkout.ts";`],
    ],
    good: [
      ["call/a.ts", `import { signal } from "@preact/signals-core";`],
      ["call/media/a.ts", `import { x } from "../peer_diff.ts"; // from "preact"`],
      ["components/A.tsx", `import { x } from "@/call/mod.ts"; const s = 'x from "preact-x"';`],
      ["routes/r/[room].tsx", `import Lobby from "@/islands/Lobby.tsx";`],
      ["tests/a.ts", `import { x } from "../call/call.ts";`],
    ],
  },
  "imports follow the rings inside call/": {
    bad: [
      ["call/transport/monitor/a.ts", `import type { X } from "../mesh/negotiator.ts";`],
      ["call/chat/a.ts", `import { x } from "../transport/mesh/peer_connection.ts";`],
      ["call/layout/a.ts", `export { x } from "@/call/chat/chat.ts";`],
      ["call/signaling_client/a.ts", `const x = await import("../join/join_flow.ts");`],
      ["call/unknown/a.ts", ""],
    ],
    good: [
      ["call/chat/a.ts", `import { x } from "../transport/transport.ts";`],
      ["call/layout/a.ts", `import { x } from "../ports.ts"; import { y } from "./grid.ts";`],
      ["call/call.ts", `import { x } from "./transport/mesh/negotiator.ts";`],
      ["components/a.tsx", `import { x } from "@/call/chat/mod.ts";`],
    ],
  },
  "call/ names browser globals only in call/browser/": {
    bad: [
      ["call/a.ts", `const pc = new RTCPeerConnection();`],
      ["call/a.ts", `if (x instanceof MediaStream) f();`],
      ["call/a.ts", "const name = `${document.title}`;"],
      ["call/a.ts", `const m = navigator.mediaDevices;`],
      ["call/a.ts", `RTCPeerConnection.generateCertificate(x);`],
      ["call/a.ts", `f(globalThis);`],
    ],
    good: [
      ["call/a.ts", `// navigator\nconst pc: RTCPeerConnection = ports.open();`],
      ["call/a.ts", `f({ document: 1 }); const text = "window"; this.#location = x.location;`],
      ["call/a.ts", `const window = 5;`],
      ["call/browser/a.ts", `const pc = new RTCPeerConnection(navigator);`],
    ],
  },
  "the first line says what lives in the file": {
    bad: [["a.ts", "const x = 1;"], ["a.ts", "//\nconst x = 1;"], ["a.ts", ""]],
    good: [["a.ts", "// What lives here."], ["a.ts", "/** Ушул жерде. */"]],
  },
  "nothing writes HTML": {
    bad: [
      ["a.ts", `x.innerHTML = y;`],
      ["a.tsx", `<p dangerouslySetInnerHTML={{ __html: x }} />`],
      ["a.ts", `x.insertAdjacentHTML("beforeend", y);`],
    ],
    good: [["a.ts", `// x.innerHTML = y\nif (x.innerHTML === "x.innerHTML = y") f();`]],
  },
  "nothing is any": {
    bad: [
      ["a.ts", `const x = y as any;`],
      ["a.ts", `function f(x: any) {}`],
      ["a.ts", `const x: Array<any> = [];`],
      ["a.ts", `let x: Map<string, any>;`],
      ["a.ts", `let x: string | any[];`],
    ],
    good: [["a.ts", `const any = "as any"; // : any\nconst many: Company = Promise.any(x);`]],
  },
  "only programs and tests print": {
    bad: [["call/a.ts", `console.log(1);`], ["server/http_server.ts", `console.warn(1);`]],
    good: [["main.ts", `console.log(1);`], ["call/a.ts", `console.error(1); // console.log(1)`]],
  },
  "what older browsers lack is asked for in one place": {
    bad: [
      ["hooks/a.ts", `menu?.togglePopover();`],
      ["components/A.tsx", `if (item.checkVisibility()) f();`],
      ["call/a.ts", `const { promise } = Promise.withResolvers<void>();`],
      ["hooks/a.ts", `document.querySelector("dialog[open], .menu:popover-open");`],
    ],
    good: [
      ["components/base/guarded_calls.ts", `element?.hidePopover();`],
      ["hooks/a.ts", `document.querySelector(":is(dialog[open], .menu:popover-open)");`],
      ["signaling/a.ts", `const { promise } = Promise.withResolvers<void>();`],
    ],
  },
  "no path of a machine and no registry host": {
    bad: [["a.ts", `const x = "/${"root"}/x";`], ["a.ts", `// see ${"registry"}.npmjs.org`]],
    good: [["a.ts", `const x = "/rooms/x"; // the network, ./work/x`]],
  },
};
