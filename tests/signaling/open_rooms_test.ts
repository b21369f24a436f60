// How many rooms may be open, by whom, and which one goes first when there is no place.
import assert from "node:assert/strict";
import { type FakeVisitor, startHub } from "./hub_kit.ts";
import { MEDIA_OFF } from "./values.ts";

const wish = (room: string) => ({ room, name: "A", media: MEDIA_OFF, fresh: true });

Deno.test("one address cannot hold the server's places with rooms that it has left", () => {
  const { hub, visitor } = startHub({ roomsLimit: 100, addressRooms: 10 });
  const one = visitor("one");
  for (let n = 0; n < 500; n++) {
    one.join(`a${n}`);
    one.drop(); // the socket is lost: its place is kept for a while
  }
  assert.ok([...Array(500).keys()].filter((n) => hub.find(`a${n}`)).length <= 10);
  assert.ok(hub.find("a499"), "its own oldest rooms go");
});

Deno.test("an address holds so many rooms with people in them, and no more; others are let in", () => {
  const { visitor } = startHub({ roomsLimit: 100, addressRooms: 3 });
  const opened = [1, 2, 3].map((n) => {
    const person = visitor("one");
    person.join(`a${n}`);
    return person;
  });
  const fourth = visitor("one");
  assert.equal(fourth.ask("room:join", wish("a4")), "address-full");
  fourth.join("a1");
  visitor("two").join("b1");
  visitor("").join("c1");
  assert.equal(fourth.ask("room:join", wish("a4")), "address-full");
  opened[1]?.join("a4"); // alone in theirs, they take its place with them
  opened[2]?.ask("room:leave", { mayReturn: false });
  visitor("one").join("a5");
});

Deno.test("rooms in which nobody is go before anybody is refused, those of who opened most first", () => {
  const { hub, visitor } = startHub({ roomsLimit: 6, addressRooms: 10 });
  const lost = (person: FakeVisitor, room: string) => {
    person.join(room);
    person.drop();
  };
  lost(visitor("honest"), "h");
  for (const n of [1, 2, 3]) lost(visitor("greedy"), `g${n}`);
  const there = [visitor("x"), visitor("y")];
  there.forEach((person, n) => person.join(`there${n}`));
  for (const n of [1, 2, 3]) visitor(`new${n}`).join(`new${n}`);
  const left = ["h", "g1", "g2", "g3"].filter((name) => hub.find(name));
  assert.deepEqual(left, ["g3"]);
  visitor("new4").join("new4");
  assert.equal(hub.stats().rooms, 6);
  assert.equal(visitor("new5").ask("room:join", wish("new5")), "server-full");
  assert.ok(hub.find("there0") && hub.find("there1"), "nobody loses the room in which they are");
});

Deno.test("rooms of four addresses leave the server open to a fifth", () => {
  const { visitor } = startHub({ roomsLimit: 50, addressRooms: 10 });
  for (const address of ["a", "b", "c", "d"]) {
    for (let n = 0; n < 30; n++) visitor(address).ask("room:join", wish(`${address}${n}`));
  }
  for (let n = 0; n < 10; n++) visitor("e").join(`e${n}`);
});
