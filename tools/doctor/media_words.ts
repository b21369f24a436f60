// The doctor's sentences about STUN and TURN, in Kyrgyz, Russian and English.

/** By the check they belong to. */
export const MEDIA_WORDS = {
  "stun.ok": [
    "{url} жооп берет, биз ага {address} болуп көрүнөбүз.",
    "{url} отвечает, мы для него {address}.",
    "{url} answers, and sees us as {address}.",
  ],
  "stun.unset": [
    "Браузерлерге STUN сервери айтылбайт, чалуулар бир тармактын ичинде гана болот. STUN_URLS=own коюңуз.",
    "Браузерам не названо ни одного STUN-сервера: звонки пойдут только внутри сети. Задайте STUN_URLS=own.",
    "Browsers are told of no STUN server, and calls stay inside one network. Set STUN_URLS=own.",
  ],
  "stun.none": [
    "{url} жооп бербейт. UDP {port} портун ачыңыз (firewall, булуттун эрежелери), сервер иштеп жатабы — караңыз.",
    "{url} не отвечает. Откройте UDP-порт {port} (файрвол, правила облака) и проверьте, запущен ли сервер.",
    "{url} does not answer. Open UDP port {port} (firewall, rules of the cloud), and see that the server runs.",
  ],
  "turn.ok": [
    "{url} биздин уруксат менен релей берет.",
    "{url} даёт релей по нашему доступу.",
    "{url} gives a relay to our credentials.",
  ],
  "turn.unset": [
    "TURN сервери жок: түз жол бербеген тармактардан чалуу болбойт. coturn орнотуп, TURN=1 коюңуз.",
    "TURN-сервера нет: из сетей без прямого пути не позвонить. Установите coturn и задайте TURN=1.",
    "There is no TURN server: networks without a direct path get no call. Install coturn, and set TURN=1.",
  ],
  "turn.none": [
    "{url} жооп бербейт ({why}). coturn иштеп жатабы, порту ачыкпы — караңыз.",
    "{url} не отвечает ({why}). Проверьте, запущен ли coturn и открыт ли его порт.",
    "{url} does not answer ({why}). See that coturn runs and its port is open.",
  ],
  "turn.secret": [
    "{url} биздин уруксатты албайт. TURN_SECRET менен coturn'дун static-auth-secret'и бирдей болсун, сааттар да.",
    "{url} не принимает наш доступ. TURN_SECRET и static-auth-secret в coturn должны совпадать, часы тоже.",
    "{url} refuses our credentials. TURN_SECRET and coturn's static-auth-secret must be the same, and the clocks right.",
  ],
  "turn.refused": [
    "{url} релей бербейт ({code}). coturn'дун журналын жана чектерин (total-quota) караңыз.",
    "{url} не даёт релей ({code}). Посмотрите журнал coturn и его пределы (total-quota).",
    "{url} gives no relay ({code}). Look at coturn's log and its limits (total-quota).",
  ],
  "turn.open": [
    "{url} ички тармактарга ({peer}) алып барат. deploy/coturn.conf файлындагы denied-peer-ip эрежелерин алыңыз.",
    "{url} ведёт во внутренние сети ({peer}). Возьмите правила denied-peer-ip из deploy/coturn.conf.",
    "{url} leads into private networks ({peer}). Take the denied-peer-ip rules of deploy/coturn.conf.",
  ],
  "turn.off": [
    "TURN=1 коюлган, бирок ичтеги TURN сервери бул жерде бир да жолу иштеген эмес. coturn орнотуңуз (apt install coturn) жана башталыш журналын караңыз.",
    "Задано TURN=1, но встроенный TURN-сервер здесь ещё не запускался. Установите coturn (apt install coturn) и посмотрите журнал запуска.",
    "TURN=1 is set, but no TURN server inside ever ran here. Install coturn (apt install coturn), and look at the log of the start.",
  ],
  "turn.address": [
    "Бул машинанын ачык дареги жок, ошондуктан TURN релейлери тармактан сыртка жетпейт. TURN_ADDRESS'ке сырттан көрүнгөн даректи жазыңыз.",
    "У этой машины нет публичного адреса, и релеи TURN не видны снаружи. Укажите в TURN_ADDRESS адрес, под которым её видит мир.",
    "This machine has no public address, so relays of TURN are not seen from outside. Name the address under which the world sees it in TURN_ADDRESS.",
  ],
} as const;
