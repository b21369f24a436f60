// Whose something is, in three languages.
import assert from "node:assert/strict";
import { ownerName } from "@/i18n/owner_name.ts";

Deno.test("a Kyrgyz name takes the ending that its last sounds ask for", () => {
  const forms: Readonly<Record<string, string>> = {
    Айбек: "Айбектин",
    Асан: "Асандын",
    Бакыт: "Бакыттын",
    Гүлнара: "Гүлнаранын",
    Айгүл: "Айгүлдүн",
    Жолдош: "Жолдоштун",
    Нурсултан: "Нурсултандын",
    Эркин: "Эркиндин",
    Сагынбай: "Сагынбайдын",
    Төрө: "Төрөнүн",
    Нурсулуу: "Нурсулуунун",
    Мирлан: "Мирландын",
    Азиз: "Азиздин",
    Канат: "Канаттын",
    ЭРКИН: "ЭРКИНдин",
  };
  for (const [name, form] of Object.entries(forms)) assert.equal(ownerName(name, "ky"), form);
});

Deno.test("what is no Cyrillic word stays as it is", () => {
  for (const name of ["Aibek", "Асан 2", "😀", ""]) assert.equal(ownerName(name, "ky"), `${name}:`);
});

Deno.test("Russian names stay, English ones get their 's", () => {
  assert.equal(ownerName("Асан", "ru"), "Асан");
  assert.equal(ownerName("Aibek", "en"), "Aibek’s");
});
