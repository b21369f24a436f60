// Signing in as a person does it, in a real browser, with a real provider in between.
import assert from "node:assert/strict";
import { type House, start } from "../server/signin/signin_kit.ts";
import { everybodyCounts, join, openRoom } from "./harness/actions.ts";
import { setStage } from "./harness/stage.ts";
import { until } from "./harness/wait.ts";

let house: House | null = null;
const stage = setStage({
  origin: async () => (house ??= await start()).server.url,
});
Deno.test.afterAll(async () => await house?.[Symbol.asyncDispose]());

Deno.test(
  "one signs in, makes a room, is its host, lets a guest in; a session that has ended is begun anew",
  stage.scene(async ({ newPerson, origin }) => {
    const provider = new URL(house?.provider.issuer ?? "").origin;
    const asan = await newPerson({ name: "Айгүл Осмонова" });
    asan.guard.allowOrigin(provider);
    asan.guard.allow(/fonts\.googleapis\.com/, /favicon\.ico/); // of the provider's own pages
    const { page } = asan;
    const signedIn = page.getByText("Кирген адам: Айгүл Осмонова");
    await asan.goto("/");
    await asan.click("link", "Бөлмө түзүү үчүн кириңиз");
    await page.getByPlaceholder("Enter any login").fill("aigul");
    await page.getByPlaceholder("and password").fill("x");
    await asan.click("button", "Sign-in");
    await asan.click("button", "Continue");
    await signedIn.waitFor();

    await asan.context.clearCookies({ name: "juz_host" }); // as if the page was open for long
    await asan.click("button", "Жаңы бөлмө түзүү");
    await asan.click("link", "Бөлмө түзүү үчүн кириңиз");
    await signedIn.waitFor(); // the provider still knows who this is

    await asan.click("button", "Жаңы бөлмө түзүү");
    await page.waitForURL(/\/r\//);
    const room = decodeURIComponent(new URL(page.url()).pathname.slice("/r/".length));
    const name = page.getByLabel("Сиздин атыңыз");
    await until(() => name.inputValue(), { what: "the name", ok: (text) => text === asan.name });
    await join(asan);
    const guest = await newPerson({ name: "Конок" });
    await openRoom(guest, room);
    await guest.fill("Сиздин атыңыз", guest.name);
    await join(guest);
    await everybodyCounts([asan, guest], 2);
    await asan.click("button", "Катышуучуларды көрсөтүү");
    await page.getByText("Бөлмөнү башкаруу").first().waitFor();

    await asan.goto("/");
    await asan.click("button", "Чыгуу");
    await asan.page.getByRole("link", { name: "Бөлмө түзүү үчүн кириңиз" }).waitFor();
    assert.equal(new URL(page.url()).origin, origin);
  }),
);
