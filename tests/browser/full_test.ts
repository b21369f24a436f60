// A room without a free place.
import {
  enterRoom,
  everybodyCounts,
  fillName,
  leave,
  openRoom,
  primaryActions,
} from "./harness/actions.ts";
import { setStage } from "./harness/stage.ts";
import { until, untilEqual } from "./harness/wait.ts";

const stage = setStage({ devices: "none", server: { env: { ROOM_LIMIT: "2" } } });

Deno.test(
  "41: one person too many reads that the room is full, and gets in when somebody has left",
  stage.scene(async ({ newPerson, room }) => {
    const [first, second, third] = [
      await newPerson({ name: "Асан" }),
      await newPerson({ name: "Гүлнар" }),
      await newPerson({ name: "Бектур" }),
    ];
    await enterRoom(first, room, { video: false });
    await enterRoom(second, room, { video: false });
    await openRoom(third, room);
    await fillName(third);
    await third.click("button", "Бөлмөгө кошулуу");
    await until(() => third.text(), {
      what: "the sentence",
      ok: (text) => text.includes("Бөлмө толду (2/2)"),
    });
    await untilEqual(() => primaryActions(third), ["Бөлмөгө кошулуу"], { what: "one way on" });
    await leave(first);
    await everybodyCounts([second], 1); // only then the server has a free place
    await third.click("button", "Бөлмөгө кошулуу");
    await until(() => third.sees("button", "Чалуудан чыгуу"), { what: "Бектур in the call" });
  }),
);
