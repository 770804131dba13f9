/* The tab of what is odd about a mail. The texts come from the server, in English. */
import { make } from "./elements.js";
import { language, t } from "./words.js";

const COLORS = { ERROR: "red", WARNING: "amber", NOTE: "grey" };

/* What varies in a text stands in brackets and comes after the $ of its number. */
const JAPANESE = [
  [/^(\d+) line ends are not CRLF$/, "CRLF でない行末が $1 か所あります"],
  [/^(\d+) lines have more than 998 octets$/, "998 オクテットを超える行が $1 行あります"],
  [/^the mail holds NUL$/, "NUL が含まれています"],
  [/^8-bit octets without BODY=8BITMIME or SMTPUTF8$/, "BODY=8BITMIME も SMTPUTF8 もなく 8 ビットの文字があります"],
  [/^only the first (\d+) octets were looked at; the source is complete$/, "先頭の $1 オクテットだけを調べました。ソースは完全です"],
  [/^there is no (\S+) field$/, "$1 フィールドがありません"],
  [/^there are several (\S+) fields$/, "$1 フィールドが複数あります"],
  [/^there are (\d+) (\S+) fields$/, "$2 フィールドが $1 個あります"],
  [/^the (\S+) field is empty$/, "$1 フィールドが空です"],
  [/^the text does not name its character set; (\S+) is a guess$/, "本文に文字コードの指定がありません。$1 は推測です"],
  [/^there is HTML, but no plain text$/, "HTML はありますが、プレーンテキストがありません"],
  [/^the HTML shows cid:(\S+), which no part is$/, "HTML が参照する cid:$1 のパートがありません"],
  [/^the HTML has images from other hosts; many readers do not load them$/, "HTML に外部ホストの画像があります。多くの読者には表示されません"],
  [/^List-Unsubscribe has no one-click form, which large receivers ask for$/, "List-Unsubscribe に、大手の受信者が求めるワンクリックの形がありません"],
];

function translated(text) {
  const found = language === "ja" ? JAPANESE.find(([pattern]) => pattern.test(text)) : null;
  return found ? text.replace(...found) : text;
}

export function checks(mail) {
  if (!mail.findings.length) return [make("div", { class: "verdict green" }, t("Nothing odd was found."))];
  return mail.findings.map((finding) => make("div", { class: "verdict " + COLORS[finding.level] },
    t(finding.level.toLowerCase()) + ": " + translated(finding.text), make("small", {}, finding.rule)));
}
