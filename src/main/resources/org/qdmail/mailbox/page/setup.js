/* The view of the configuration in effect. */
import { badge, byId, dateText, make, note, row, sizeText, table, timeElement, titled } from "./elements.js";
import { setup } from "./server.js";
import { t } from "./words.js";

const SECTIONS = [["Sending", /^qdmail\.(transport|mailbox\.capture|smtp\.)/], ["Mailers", /^qdmail\.mailer\./],
  ["Signature", /^qdmail\.(sign\.|path\.)/], ["Receipts", /^qdmail\.(receipt|priority)\./],
  ["Defaults and limits", /^qdmail\.(defaults|enforce|safety|limits)\./], ["Service over HTTP", /^qdmail\.(rest|idempotency)\./],
  ["Others", /^qdmail\./]];

export async function showSetup() {
  const { settings, routes, identities, warnings } = await setup();
  const left = new Set(settings);
  const sections = SECTIONS.map(([title, pattern]) => {
    const found = [...left].filter((each) => pattern.test(each.key));
    found.forEach((each) => left.delete(each));
    if (!found.length) return null;
    return titled(t(title), table([t("Key"), t("Value"), t("Source of the value")], found.map((each) =>
      make("tr", { class: each.source === "default" ? "" : "marked" }, make("th", { scope: "row", class: "mono" }, each.key),
        make("td", {}, each.value), make("td", {}, each.source === "default" ? t("default") : each.source)))));
  });
  byId("setup").replaceChildren(make("h2", {}, t("Setup")),
    note(t("The configuration in effect. Marked keys are set; secrets are never shown.")),
    ...found(warnings), ...ways(routes), ...certificates(identities), ...sections.filter((each) => each));
}

const found = (warnings) => warnings.length === 0 ? []
  : [titled(t("Warnings of the start"), make("ul", { class: "warnings" }, warnings.map((each) => make("li", {}, each))))];

/* One row for each mailer, as its route was seen last. */
function ways(routes) {
  if (!routes.length) return [];
  return [titled(t("Routes"), table(["Mailer", "State", "Server", "TLS", "Login", "DSN", "Size limit", "Last seen"].map(t),
    routes.map(({ mailer, ready, number, readyAt, server }) => row(mailer || t("default"),
      badge(ready ? t("ready") : t("not ready") + (number ? " " + number : ""), ready ? "green" : "red"),
      make("span", { class: "whole" }, server ? server.host + (server.port ? ":" + server.port : "") : ""), make("span", { class: "whole" }, server ? server.tls || t("none") : ""),
      server ? t(server.loggedIn ? "yes" : "no") : "", server ? t(server.receipts ? "yes" : "no") : "",
      server && server.maxOctets ? sizeText(server.maxOctets) : "", readyAt ? timeElement(readyAt) : ""))))];
}

function certificates(identities) {
  if (!identities.length) return [];
  return [titled(t("Signing identities"), table([t("Name"), t("Subject"), t("Addresses"), t("Certificate ends")], identities.map((each) =>
    make("tr", { class: "identity" }, [each.name || t("default"), each.subject, each.addresses.join(", "),
      make("span", {}, dateText(each.certificateEnds), each.renew ? badge(t("renew it"), "amber") : null)]
      .map((cell) => make("td", {}, cell))))))];
}
