// The doctor's sentences in three languages. Each that tells of a fault ends with what to do.

import { MEDIA_WORDS } from "./media_words.ts";

/** The languages, as `--lang` and LANG name them. */
export const LANGUAGES = ["ky", "ru", "en"] as const;
export type Language = typeof LANGUAGES[number];

/** By the check they belong to, Kyrgyz, Russian and English. */
const WORDS = {
  "settings.ok": [
    "Жөндөөлөр бири-бирине туура келет.",
    "Настройки согласованы.",
    "The settings fit together.",
  ],
  "settings.unusable": [
    "Жөндөө жараксыз: {sentence}",
    "Настройка негодна: {sentence}",
    "A setting cannot be used: {sentence}",
  ],
  "settings.openTrust": [
    "TRUST_PROXY=1 каалаган кишиге ишенет, HOST да баарына ачык. TRUST_PROXY'ге проксинин дарегин жазыңыз же HOST=127.0.0.1 коюңуз.",
    "TRUST_PROXY=1 верит любому, а HOST открыт всем. Укажите в TRUST_PROXY адрес прокси или задайте HOST=127.0.0.1.",
    "TRUST_PROXY=1 believes anybody, and HOST is open to all. Name the proxy's address in TRUST_PROXY, or set HOST=127.0.0.1.",
  ],
  "settings.noHttps": [
    "Барактар башкаларга http менен берилет, браузер аларда камера менен микрофонду иштетпейт. TLS_CERT менен TLS_KEY коюңуз же прокси артында TRUST_PROXY коюңуз.",
    "Страницы отдаются другим по http: браузеры не дадут камеру и микрофон. Задайте TLS_CERT и TLS_KEY или TRUST_PROXY за прокси.",
    "Pages go to others over http, where browsers give no camera and no microphone. Set TLS_CERT and TLS_KEY, or TRUST_PROXY behind a proxy.",
  ],
  "settings.sameSecret": [
    "{one} менен {other} бирдей. Ар бирине өзүнчө сыр бериңиз.",
    "{one} и {other} одинаковы. Задайте каждому свой секрет.",
    "{one} and {other} are the same. Give each a secret of its own.",
  ],
  "settings.weakSecret": [
    "TURN_SECRET'ти тапса болот. Узун туш келди сыр алыңыз (openssl rand -base64 32), coturn'га да ошону жазыңыз.",
    "TURN_SECRET можно угадать. Возьмите длинный случайный (openssl rand -base64 32) и запишите его же в coturn.",
    "TURN_SECRET can be guessed. Take a long random one (openssl rand -base64 32), and write the same into coturn's file.",
  ],
  "settings.stunLoopback": [
    "STUN сервери ушул машинаны гана угат. STUN_HOST=0.0.0.0 коюңуз.",
    "STUN-сервер слушает только эту машину. Задайте STUN_HOST=0.0.0.0.",
    "The STUN server listens to this machine only. Set STUN_HOST=0.0.0.0.",
  ],
  "certificate.ok": [
    "{host} сертификаты {until} чейин жарактуу ({days} күн).",
    "Сертификат {host} действует до {until} ({days} дн.).",
    "The certificate of {host} is good until {until} ({days} days).",
  ],
  "certificate.file": [
    "Сертификат файлы жараксыз: {sentence} Жолун жана окуу укугун текшериңиз.",
    "Файл сертификата негоден: {sentence} Проверьте путь и права на чтение.",
    "The certificate's files cannot be used: {sentence} Check the paths and who may read them.",
  ],
  "certificate.ends": [
    "{host} сертификатынын мөөнөтү {until} бүтөт ({days} күн). Азыр жаңыртыңыз (certbot renew).",
    "Сертификат {host} кончается {until} ({days} дн.). Обновите его сейчас (certbot renew).",
    "The certificate of {host} ends on {until} ({days} days). Renew it now (certbot renew).",
  ],
  "certificate.ended": [
    "{host} сертификатынын мөөнөтү {until} бүткөн. Жаңыртыңыз (certbot renew).",
    "Сертификат {host} кончился {until}. Обновите его (certbot renew).",
    "The certificate of {host} ended on {until}. Renew it (certbot renew).",
  ],
  "certificate.name": [
    "Сертификат {host} деген атка берилген эмес. Ошол ат менен жаңысын алыңыз.",
    "Сертификат выдан не для {host}. Получите новый с этим именем.",
    "The certificate is not for {host}. Get one with that name.",
  ],
  "certificate.chain": [
    "{host} сертификатына ишеним жок ({why}). Толук чынжырды бериңиз (fullchain.pem).",
    "Сертификату {host} нет доверия ({why}). Отдавайте полную цепочку (fullchain.pem).",
    "The certificate of {host} is not trusted ({why}). Serve the whole chain (fullchain.pem).",
  ],
  "page.ok": ["{url} жооп берет.", "{url} отвечает.", "{url} answers."],
  "page.none": [
    "{url} жооп бербейт ({why}). Сервер иштеп жатабы, порт ачыкпы, прокси ага алып барабы — караңыз.",
    "{url} не отвечает ({why}). Проверьте, запущен ли сервер, открыт ли порт, ведёт ли к нему прокси.",
    "{url} does not answer ({why}). See that the server runs, the port is open, and the proxy leads to it.",
  ],
  "page.other": [
    "{url} дареги {status} деп жооп берет. Прокси аны ушул серверге алып барсын.",
    "{url} отвечает {status}. Направьте прокси на этот сервер.",
    "{url} answers {status}. Let the proxy lead to this server.",
  ],
  "origin.ok": [
    "Сервер өз дарегин билет: {origin}.",
    "Сервер знает свой адрес: {origin}.",
    "The server knows its own address: {origin}.",
  ],
  "origin.wrong": [
    "Сервер өзүн {own} деп эсептейт, {origin} деп эмес. Прокси X-Forwarded-Host менен X-Forwarded-Proto койсун, TRUST_PROXY проксини атасын.",
    "Сервер считает своим адресом {own}, а не {origin}. Пусть прокси шлёт X-Forwarded-Host и X-Forwarded-Proto, а TRUST_PROXY назовёт прокси.",
    "The server takes itself for {own}, not {origin}. Let the proxy set X-Forwarded-Host and X-Forwarded-Proto, and name the proxy in TRUST_PROXY.",
  ],
  "websocket.ok": ["WebSocket өтөт.", "WebSocket проходит.", "WebSocket gets through."],
  "websocket.none": [
    "WebSocket өтпөйт. Прокси /socket.io/ үчүн Upgrade жана Connection башаттарын өткөрсүн.",
    "WebSocket не проходит. Пусть прокси передаёт Upgrade и Connection для /socket.io/.",
    "WebSocket does not get through. Let the proxy pass Upgrade and Connection on for /socket.io/.",
  ],
  "address.ok": [
    "Сервер бизди {address} деп көрөт.",
    "Сервер видит нас как {address}.",
    "The server sees us as {address}.",
  ],
  "address.unasked": [
    "Сервер кайсы даректи көрөрү суралган жок: METRICS_TOKEN коюлса, суралат.",
    "Какой адрес видит сервер, не спрошено: для этого нужен METRICS_TOKEN.",
    "Which address the server sees was not asked: that takes METRICS_TOKEN.",
  ],
  "address.untrusted": [
    "Проксинин башаттарына ишеним жок, баары бир дарек болуп эсептелет. TRUST_PROXY={peer} коюңуз.",
    "Заголовкам прокси нет веры, и все считаются одним адресом. Задайте TRUST_PROXY={peer}.",
    "The proxy's headers are not believed, and everybody counts as one address. Set TRUST_PROXY={peer}.",
  ],
  "address.forged": [
    "Ойдон чыгарылган X-Forwarded-For'го сервер ишенет. TRUST_PROXY'ге проксинин дарегин гана жазыңыз.",
    "Сервер верит поддельному X-Forwarded-For. Укажите в TRUST_PROXY только адрес прокси.",
    "The server believes a forged X-Forwarded-For. Name nothing but the proxy's address in TRUST_PROXY.",
  ],
  "address.missing": [
    "Прокси X-Forwarded-For койбойт, баары бир дарек болуп эсептелет. Проксиге кошуңуз.",
    "Прокси не шлёт X-Forwarded-For, и все считаются одним адресом. Добавьте его в прокси.",
    "The proxy sends no X-Forwarded-For, and everybody counts as one address. Add it to the proxy.",
  ],
  "clock.ok": [
    "Саат туура ({seconds} с айырма).",
    "Часы верны (разница {seconds} с).",
    "The clock is right ({seconds} s apart).",
  ],
  "clock.off": [
    "Бул машинанын сааты {host} саатынан {seconds} с айырмаланат. Убакытты шайкештирүүнү күйгүзүңүз (timedatectl set-ntp true).",
    "Часы этой машины и {host} расходятся на {seconds} с. Включите синхронизацию (timedatectl set-ntp true).",
    "The clocks of this machine and {host} are {seconds} s apart. Switch time synchronisation on (timedatectl set-ntp true).",
  ],
  ...MEDIA_WORDS,
  "disk.ok": [
    "{dir} папкасына жазылат, {free} МБ бош.",
    "В папку {dir} можно писать, свободно {free} МБ.",
    "{dir} can be written, {free} MB are free.",
  ],
  "disk.closed": [
    "{dir} папкасына жазылбайт ({why}). Аны сервердин колдонуучусуна бериңиз (chown).",
    "В папку {dir} нельзя писать ({why}). Отдайте её пользователю сервера (chown).",
    "{dir} cannot be written ({why}). Give it to the server's user (chown).",
  ],
  "disk.full": [
    "{dir} дискинде {free} МБ гана бош. Орун бошотуңуз.",
    "На диске {dir} свободно лишь {free} МБ. Освободите место.",
    "Only {free} MB are free on the disk of {dir}. Make room.",
  ],
  "disk.secret": [
    "{path} файлын башкалар да окуй алат. chmod 600 {path} кылыңыз.",
    "Файл {path} читают и другие. Сделайте chmod 600 {path}.",
    "Others can read {path}. Run chmod 600 {path}.",
  ],
  "files.ok": [
    "{limit} файл жана туташуу ачылат.",
    "Можно открыть {limit} файлов и соединений.",
    "{limit} files and connections may be open.",
  ],
  "files.few": [
    "{limit} гана файл жана туташуу ачылат. Чекти көтөрүңүз (LimitNOFILE=65536 же ulimit -n 65536).",
    "Можно открыть лишь {limit} файлов и соединений. Поднимите предел (LimitNOFILE=65536 или ulimit -n 65536).",
    "Only {limit} files and connections may be open. Raise the limit (LimitNOFILE=65536 or ulimit -n 65536).",
  ],
  "oidc.ok": ["{issuer} жооп берет.", "{issuer} отвечает.", "{issuer} answers."],
  "oidc.none": [
    "{issuer} өзүн сыпаттабайт ({why}). OIDC_ISSUER'ди жана тармакты текшериңиз.",
    "{issuer} не описывает себя ({why}). Проверьте OIDC_ISSUER и сеть.",
    "{issuer} does not describe itself ({why}). Check OIDC_ISSUER and the network.",
  ],
  "oidc.issuer": [
    "Ал кызмат өзүн {issuer} деп атайт. OIDC_ISSUER'ге так ошону жазыңыз.",
    "Провайдер называет себя {issuer}. Запишите в OIDC_ISSUER именно это.",
    "The provider calls itself {issuer}. Set OIDC_ISSUER to exactly that.",
  ],
  "oidc.hosts": [
    "Ал кызмат башка хосттордон да жооп берет. OIDC_HOSTS={hosts} коюңуз.",
    "Провайдер отвечает и с других хостов. Задайте OIDC_HOSTS={hosts}.",
    "The provider answers from other hosts, too. Set OIDC_HOSTS={hosts}.",
  ],
} as const satisfies Record<string, readonly [ky: string, ru: string, en: string]>;

/** Name of a sentence. */
export type Key = keyof typeof WORDS;

/** A sentence in a language. */
export function sentence(
  key: Key,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  const text: string = WORDS[key][LANGUAGES.indexOf(language)] ?? WORDS[key][2];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** "ok" and "wrong", in a language. */
export const MARKS: Readonly<Record<Language, readonly [ok: string, wrong: string]>> = {
  ky: ["жакшы", "КАТА"],
  ru: ["хорошо", "ОШИБКА"],
  en: ["ok", "WRONG"],
};
