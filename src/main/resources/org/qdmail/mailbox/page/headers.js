/* The tab of the header: each field decoded beside what was on the wire, and what is odd about it with the rule. */
import { make, table } from "./elements.js";
import { t } from "./words.js";

const PRIORITY_FIELDS = ["x-priority", "importance", "priority", "x-msmail-priority"];
const ONCE = ["date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to", "references", "subject"];
const isPriority = (field) => PRIORITY_FIELDS.includes(field.name.toLowerCase());

/** The names that stand there more than once and may not. */
function repeated(fields) {
  const counts = new Map();
  for (const { name } of fields) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) || 0) + 1);
  return ONCE.filter((name) => counts.get(name) > 1);
}

const lengthOf = (line) => new TextEncoder().encode(line).length;

/** What breaks a rule: a text and the rule. */
function findings(field, twice, isUtf8) {
  const lines = (field.name + ": " + field.raw).split("\r\n");
  const longest = Math.max(...lines.map(lengthOf));
  const found = [];
  if (twice.includes(field.name.toLowerCase())) found.push([t("more than one"), "RFC 5322 section 3.6"]);
  if (longest > 998) found.push([t("a line of more than 998 octets"), "RFC 5322 section 2.1.1"]);
  else if (lines.some((line) => line.length > 76 && line.includes("=?"))) {
    found.push([t("an encoded word in a line of more than 76 characters"), "RFC 2047 section 2"]);
  }
  if (!isUtf8 && /[^\u0000-\u007f]/.test(field.raw)) found.push([t("not ASCII, without SMTPUTF8"), "RFC 5322 section 2.2"]);
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(field.raw)) found.push([t("control characters"), "RFC 5322 section 2.2"]);
  return found;
}

function line(field, found) {
  const odd = found.map(([text, rule]) => make("p", { class: "odd" }, "⚠ " + text + " ", make("small", {}, rule)));
  return make("tr", { class: odd.length ? "odd" : "" }, make("th", { scope: "row" }, field.name),
    make("td", {}, make("div", { class: "long" }, field.value), odd),
    make("td", { class: "raw" }, field.raw === field.value ? make("span", { class: "same" }, t("the same")) : make("div", { class: "long" }, field.raw)));
}

const heading = (text) => make("tr", { class: "part" }, make("th", { scope: "rowgroup", colspan: "3" }, text));

export function headers(mail) {
  const twice = repeated(mail.fields);
  const isUtf8 = "SMTPUTF8" in mail.envelope.mail.parameters;
  const lines = (fields) => fields.map((field) => line(field, findings(field, twice, isUtf8)));
  const priority = mail.fields.filter(isPriority);
  const others = mail.fields.filter((field) => !isPriority(field));
  const rows = priority.length ? [heading(t("Priority")), ...lines(priority), heading(t("All others")), ...lines(others)] : lines(others);
  const content = table([t("Field"), t("Decoded"), t("On the wire")], rows);
  content.classList.add("fields");
  return [content];
}
