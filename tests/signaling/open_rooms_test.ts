// How many rooms may be open, by whom, and which one goes first when there is no place.
import assert from "node:assert/strict";
import { type FakeConnection, startDirectory } from "./room_directory_kit.ts";
import { MEDIA_OFF } from "./values.ts";

const wish = (room: string) => ({ room, name: "A", media: MEDIA_OFF, fresh: true });

Deno.test("one address cannot hold the server's places with rooms that it has left", () => {
  const { directory, connection } = startDirectory({
    roomsLimit: 100,
    addressRooms: 10,
  });
  const one = connection("one");
  for (let n = 0; n < 500; n++) {
    one.join(`a${n}`);
    one.drop(); // the socket is lost: its place is kept for a while
  }
  assert.ok([...Array(500).keys()].filter((n) => directory.find(`a${n}`)).length <= 10);
  assert.ok(directory.find("a499"), "its own oldest rooms go");
});

Deno.test("an address holds so many rooms with people in them, and no more; others are let in", () => {
  const { connection } = startDirectory({ roomsLimit: 100, addressRooms: 3 });
  const opened = [1, 2, 3].map((n) => {
    const person = connection("one");
    person.join(`a${n}`);
    return person;
  });
  const fourth = connection("one");
  assert.equal(fourth.ask("room:join", wish("a4")), "address-full");
  fourth.join("a1");
  connection("two").join("b1");
  connection("").join("c1");
  assert.equal(fourth.ask("room:join", wish("a4")), "address-full");
  opened[1]?.join("a4"); // alone in theirs, they take its place with them
  opened[2]?.ask("room:leave", { mayReturn: false });
  connection("one").join("a5");
});

Deno.test("rooms in which nobody is go before anybody is refused, those of who opened most first", () => {
  const { directory, connection } = startDirectory({
    roomsLimit: 6,
    addressRooms: 10,
  });
  const lost = (person: FakeConnection, room: string) => {
    person.join(room);
    person.drop();
  };
  lost(connection("honest"), "h");
  for (const n of [1, 2, 3]) lost(connection("greedy"), `g${n}`);
  const there = [connection("x"), connection("y")];
  there.forEach((person, n) => person.join(`there${n}`));
  for (const n of [1, 2, 3]) connection(`new${n}`).join(`new${n}`);
  const left = ["h", "g1", "g2", "g3"].filter((name) => directory.find(name));
  assert.deepEqual(left, ["g3"]);
  connection("new4").join("new4");
  assert.equal(directory.stats().rooms, 6);
  assert.equal(connection("new5").ask("room:join", wish("new5")), "server-full");
  assert.ok(
    directory.find("there0") && directory.find("there1"),
    "nobody loses the room in which they are",
  );
});

Deno.test("rooms of four addresses leave the server open to a fifth", () => {
  const { connection } = startDirectory({ roomsLimit: 50, addressRooms: 10 });
  for (const address of ["a", "b", "c", "d"]) {
    for (let n = 0; n < 30; n++) connection(address).ask("room:join", wish(`${address}${n}`));
  }
  for (let n = 0; n < 10; n++) connection("e").join(`e${n}`);
});
