// Texts that would run as a program if anything took them for markup, an address or code.

const RUNS = "alert(1)";

/** Ways out of where a text may stand. */
const BREAKOUTS = [
  "",
  `">`,
  `'>`,
  "-->",
  "</title>",
  "</textarea>",
  "</script>",
  "`${",
  "]]>",
  `\\">`,
];

const MARKUP = [
  `<script>${RUNS}</script>`,
  `<img src=x onerror=${RUNS}>`,
  `<svg onload=${RUNS}>`,
  `<svg/onload=${RUNS}//`,
  `<body onload=${RUNS}>`,
  `<details open ontoggle=${RUNS}>`,
  `<video src=x onerror=${RUNS}>`,
  `<iframe src=javascript:${RUNS}>`,
  `<input autofocus onfocus=${RUNS}>`,
  `<a href=javascript:${RUNS}>ү</a>`,
  `<math><mi xlink:href=data:x>`,
  `<style>@import'//x.y'</style>`,
  `<base href=//x.y>`,
];

const OTHERS = [
  `javascript:${RUNS}`,
  `JaVaScRiPt:${RUNS}`,
  `java\tscript:${RUNS}`,
  `data:text/html,<script>${RUNS}</script>`,
  `" onmouseover="${RUNS}`,
  `' autofocus onfocus='${RUNS}`,
  `{{constructor.constructor('${RUNS}')()}}`,
  `\${${RUNS}}`,
  `&lt;script&gt;${RUNS}&lt;/script&gt;`,
  `&#60;img src=x onerror=${RUNS}&#62;`,
  `\\u003cscript\\u003e${RUNS}`,
  `%3Cscript%3E${RUNS}%3C/script%3E`,
  `<scr<script>ipt>${RUNS}</scr</script>ipt>`,
  `https://x.y/"onclick=${RUNS}`,
  `__proto__`,
  `constructor`,
  `[x](javascript:${RUNS})`,
  `<!--<img src="--><img src=x onerror=${RUNS}//">`,
  `a < b && c > d`,
  `<>&"'\``,
];

/** All of them, each different; more than 150. */
export const MARKUP_TEXTS: readonly string[] = [
  ...BREAKOUTS.flatMap((out) => MARKUP.map((text) => out + text)),
  ...OTHERS,
  ...OTHERS.map((text) => `${text}\u00a0ң`),
];
