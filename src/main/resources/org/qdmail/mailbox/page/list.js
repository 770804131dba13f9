/* The list of mails. */
import { badges } from "./badges.js";
import { byId, make, sizeText, timeElement } from "./elements.js";
import { t } from "./words.js";

const readIds = new Set(JSON.parse(sessionStorage.getItem("read") || "[]"));
const knownIds = new Set();
const contents = new WeakMap();
let isFirst = true;

export function markRead(id) {
  readIds.add(id);
  sessionStorage.setItem("read", JSON.stringify([...readIds].slice(-1000)));
}

export function showServer(list) {
  const address = list.smtp.host + ":" + list.smtp.port;
  byId("server").classList.remove("lost");
  byId("server").textContent = "SMTP " + address + "  ·  " + (list.total === 1 ? t("1 mail") : list.total + " " + t("mails"));
  byId("empty-server").textContent = address;
  byId("curl").textContent = "printf 'From: me@example.com\\nSubject: Hello\\n\\nHello!\\n' | curl smtp://" + address
    + " --crlf --mail-from me@example.com --mail-rcpt you@example.com -T -";
  byId("clear").disabled = list.total === 0;
  byId("sure-count").textContent = list.total === 1 ? t("1 mail") : list.total + " " + t("mails");
  byId("empty").hidden = list.total > 0;
  byId("none").hidden = list.total === 0 || list.messages.length > 0;
}

/** How many of the shown mails nobody has opened yet, in the title. */
export function showUnread() {
  const unread = document.querySelectorAll(".row.unread").length;
  document.title = (unread ? "(" + unread + ") " : "") + t("Mailbox") + " · Qdmail";
}

/** Shows the mails; tells how many are new. */
export function showList(list, chosen, isSearched) {
  const arrived = list.messages.filter((mail) => !knownIds.has(mail.id));
  if (!isFirst && !isSearched && arrived.length) {
    byId("news").textContent = arrived.length + " " + t("new") + ": " + (arrived[0].subject || t("(no subject)"));
  }
  const fresh = isFirst ? new Set() : new Set(arrived.map((mail) => mail.id));
  list.messages.forEach((mail) => knownIds.add(mail.id));
  placeLines(list.messages, fresh, chosen);
  showUnread();
  isFirst = false;
}

/** Only what has changed is made anew: the focus, the mouse and the place in the list stay where they are. */
function placeLines(mails, fresh, chosen) {
  const place = byId("list");
  const focused = document.activeElement?.closest(".row")?.dataset.id;
  const kept = new Map();
  const wanted = new Map(mails.map((mail) => [mail.id, JSON.stringify(mail)]));
  for (const item of [...place.children]) {
    if (wanted.get(item.dataset.id) === contents.get(item)) kept.set(item.dataset.id, item);
    else item.remove();
  }
  let next = place.firstElementChild;
  for (const mail of mails) {
    const item = kept.get(mail.id) || line(mail, fresh.has(mail.id), mail.id === chosen);
    contents.set(item, wanted.get(mail.id));
    if (item === next) next = next.nextElementSibling;
    else place.insertBefore(item, next);
  }
  if (focused && !kept.has(focused)) focusRow(focused);
}

/** The name and, less loud, the address behind it. */
function sender(from) {
  const open = from.lastIndexOf(" <");
  return open < 0 ? make("span", { class: "name" }, from)
    : [make("span", { class: "name" }, from.slice(0, open)), make("span", { class: "address" }, from.slice(open))];
}

function line(mail, isFresh, isChosen) {
  const isRead = readIds.has(mail.id);
  const link = make("a", { href: "#/m/" + mail.id, "aria-current": isChosen ? "true" : null },
    make("span", { class: "who" }, sender(mail.from || mail.returnPath || t("(no sender)"))),
    make("span", { class: "when" }, timeElement(mail.receivedAt)),
    make("span", { class: "what" }, mail.subject || t("(no subject)")),
    make("span", { class: "when" }, sizeText(mail.sizeOctets)),
    make("span", { class: "to" }, t("to") + " " + mail.recipients.join(", ")),
    make("span", {}),
    make("span", { class: "badges" }, badges(mail)));
  if (!isRead) link.prepend(make("span", { class: "hidden" }, t("unread") + ": "));
  return make("li", { class: "row" + (isRead ? "" : " unread") + (isFresh ? " fresh" : ""), "data-id": mail.id }, link);
}

export function renewTimes() {
  document.querySelectorAll(".row time").forEach((time) => time.replaceWith(timeElement(time.getAttribute("datetime"))));
}

export function focusRow(id) {
  document.querySelector('.row[data-id="' + CSS.escape(id) + '"] a')?.focus();
}

export function markChosen(id) {
  document.querySelectorAll(".row").forEach((item) => {
    const link = item.querySelector("a");
    const isChosen = item.dataset.id === id;
    if (isChosen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (isChosen && readIds.has(id)) item.classList.remove("unread");
    if (isChosen) link.scrollIntoView({ block: "nearest" });
  });
}
