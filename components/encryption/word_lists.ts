// The words that people compare: 64 qualities and 64 things of each language, easy to say and to tell
// apart. Which word stands where is part of the protocol: both sides must read the same in one language.
import type { WordLists } from "@/call/e2ee/mod.ts";
import type { Locale } from "@/i18n/locales.ts";

const split = (text: string) => text.split(/\s+/);

export const WORD_LISTS: Readonly<Record<Locale, WordLists>> = {
  ky: {
    first: split(
      `ак кара кызыл көк сары жашыл боз күрөң чоң кичине узун кыска бийик терең кең тар жаңы
      эски ысык муздак жылуу салкын жумшак катуу таттуу ачуу туздуу кургак нымдуу таза жарык
      караңгы тез жай күчтүү алсыз оор жеңил калың жука тегерек түз курч мокок жаш карт
      акылдуу чечкин шайыр тынч кооз сергек бай жомарт алтын күмүш темир жез жыгач чопо
      жибек түктүү алыс жакын`,
    ),
    second: split(
      `тоо суу көл дарыя булак жылдыз ай күн булут жамгыр кар шамал от жол көпүрө үй чатыр
      казан чайнек кесе кашык нан бал алма өрүк алча жүзүм гүл бак терек арча ат тай уй кой
      эчки төө ит мышык бөрү аюу түлкү коён илбирс бүркүт шумкар карлыгач чымчык үкү балык
      аары көпөлөк китеп калем дептер саат ачкыч калпак чапан өтүк килем комуз кайык араба`,
    ),
  },
  en: {
    first: split(
      `white black red blue yellow green grey brown big little long short tall deep wide
      narrow new old hot cold warm fresh soft hard sweet bitter salty dry wet clean bright
      dark quick quiet strong weak heavy light thick thin round straight sharp blunt young
      ancient clever brave merry calm pretty proud rich kind golden silver iron copper
      wooden stony silken fluffy distant near`,
    ),
    second: split(
      `forest house bridge snow rain wind fire mountain river island brook city garden flower
      leaf root oak maple poplar cedar mushroom walnut melon lemon peach bread honey cheese
      tea kettle glass knife table chair carpet cupboard key lock lantern sail ship train
      tractor drum bell telephone pencil bag journal lamp wolf bear hare tiger elephant
      camel horse eagle falcon crane hedgehog beetle whale crab`,
    ),
  },
  ru: {
    first: split(
      `белый чёрный красный синий жёлтый зелёный серый бурый большой малый длинный короткий
      высокий глубокий широкий узкий новый старый горячий холодный тёплый свежий мягкий
      твёрдый сладкий горький солёный сухой мокрый чистый светлый тёмный быстрый тихий
      сильный слабый тяжёлый лёгкий толстый тонкий круглый прямой острый тупой юный древний
      умный смелый весёлый спокойный красивый гордый богатый щедрый золотой серебряный
      железный медный деревянный каменный шёлковый пушистый дальний ближний`,
    ),
    second: split(
      `лес дом мост снег дождь ветер огонь камень берег остров ручей город сад цветок лист
      корень дуб клён тополь кедр гриб орех арбуз лимон персик хлеб мёд сыр чай чайник
      стакан нож стол стул ковёр шкаф ключ замок фонарь парус корабль поезд трактор барабан
      колокол телефон карандаш портфель журнал словарь волк медведь заяц тигр слон верблюд
      конь орёл сокол журавль ёж жук кит рак`,
    ),
  },
};
