/* The page of the mailbox: which mail and tab are shown, keys, and what changes. */
import { badges } from "./badges.js";
import { message, text } from "./contents.js";
import { byId, copyButton, dateText, make, sizeText } from "./elements.js";
import { checks } from "./findings.js";
import { headers } from "./headers.js";
import { focusRow, markChosen, markRead, renewTimes, showList, showServer, showUnread } from "./list.js";
import { attachments, structure } from "./parts.js";
import { dialogue, signature, source } from "./proofs.js";
import { receipts } from "./receipts.js";
import * as server from "./server.js";
import { showSetup } from "./setup.js";
import { t, translatePage } from "./words.js";

const TABS = [["message", "Message", message], ["text", "Text", text], ["attachments", "Attachments", attachments],
  ["structure", "Structure", structure], ["headers", "Headers", headers], ["signature", "Signature", signature],
  ["receipts", "Receipts", receipts], ["dialogue", "Dialogue", dialogue], ["source", "Source", source], ["checks", "Checks", checks]];
const state = { mails: [], tag: null, query: "", id: null, tab: "message", lines: "", mail: null };
const isWide = () => window.matchMedia("(min-width: 801px)").matches;

/* One request for the list at a time: an older answer never comes after a newer one. */
let refreshing = null;
let isOutdated = false;

function refresh() {
  isOutdated = true;
  refreshing ||= refreshAll();
  return refreshing;
}

async function refreshAll() {
  while (isOutdated) {
    isOutdated = false;
    await refreshOnce().catch(showLost);
  }
  refreshing = null;
}

async function refreshOnce() {
  const query = state.query;
  const list = await server.list(query, state.tag);
  if (!list || query !== state.query) return;
  const isFirst = state.tag === null && !state.mails.length;
  state.tag = list.tag;
  state.mails = list.messages;
  showServer(list);
  showList(list, state.id, query !== "");
  const line = state.mails.find((mail) => mail.id === state.id);
  if (state.mail && line) byId("badges").replaceChildren(...badges(line));
  if (state.mail && !line && query === "") showGone();
  if (isFirst && isWide() && !state.id && !location.hash.startsWith("#/setup") && list.messages.length) go(list.messages[0].id, "message", true);
  await renewAnswers();
}

function showLost() {
  state.tag = null;
  if (byId("server").classList.contains("lost")) return;
  byId("news").textContent = byId("server").textContent = t("The server does not answer; trying again …");
  byId("server").classList.add("lost");
}

/** Answers come to a mail that is shown already; where the focus is, it stays. */
async function renewAnswers() {
  const shown = state.mail;
  if (!shown || state.tab !== "receipts") return;
  const mail = await server.read(shown.id);
  if (!mail || state.mail !== shown || mail.answers.length === shown.answers.length) return;
  state.mail = mail;
  const focused = byId("panel").contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  showHead();
  await showTab();
  if (focused) byId("panel").querySelector('[aria-label="' + CSS.escape(focused) + '"]')?.focus();
}

function showGone() {
  state.mail = null;
  showNoMail("This mail is not there any more.");
}

function showNoMail(why) {
  byId("view").hidden = true;
  byId("welcome").hidden = false;
  byId("welcome").firstElementChild.textContent = t(why);
}

async function go(id, tab, replaces) {
  const hash = id ? "#/m/" + id + (tab && tab !== "message" ? "/" + tab : "") : "#/";
  if (!replaces) location.hash = hash;
  else {
    history.replaceState(null, "", hash);
    await follow();
  }
}

async function follow() {
  const [, kind, id, tab, lines] = location.hash.replace(/^#/, "").split("/");
  const chosen = kind === "m" && id ? id : null;
  const isSetup = kind === "setup";
  byId("setup").hidden = !isSetup;
  if (isSetup) byId("views").firstElementChild.setAttribute("aria-current", "page");
  else byId("views").firstElementChild.removeAttribute("aria-current");
  const isOther = chosen !== state.id;
  Object.assign(state, { id: chosen, tab: TABS.some(([name]) => name === tab) ? tab : "message", lines: lines || "" });
  byId("panes").classList.toggle("reading", chosen !== null || isSetup);
  if (chosen === null) {
    showNoMail("Choose a mail to see it.");
    byId("welcome").hidden = isSetup;
    state.mail = null;
    markChosen(null);
    if (isSetup) await showSetup();
    return;
  }
  byId("welcome").hidden = true;
  if (isOther || !state.mail) await load(chosen);
  if (!state.mail || state.id !== chosen) return;
  await showTab();
  if (!isOther) await renewAnswers();
}

async function load(id) {
  state.mail = null;
  const mail = await server.read(id).catch(() => null);
  if (state.id !== id) return;
  if (!mail) {
    showGone();
    return;
  }
  state.mail = mail;
  markRead(id);
  markChosen(id);
  showUnread();
  showHead();
}

function showHead() {
  const mail = state.mail;
  byId("view").hidden = false;
  byId("subject").textContent = mail.subject || t("(no subject)");
  byId("badges").replaceChildren(...badges(mail));
  const cc = mail.fields.filter((field) => field.name.toLowerCase() === "cc").map((field) => field.value).join(", ");
  const shown = (mail.to + " " + cc).toLowerCase();
  const hidden = mail.recipients.filter((address) => !shown.includes(address.toLowerCase()));
  const facts = [["From", mail.from || t("(none)")], ["To", mail.to || t("(none)")]];
  if (cc) facts.push(["Cc", cc]);
  if (hidden.length) facts.push(["Bcc", hidden.join(", ")]);
  facts.push(["Received", dateText(mail.receivedAt) + ", " + sizeText(mail.sizeOctets)]);
  byId("addresses").replaceChildren(...facts.flatMap(([name, value]) => [make("dt", {}, t(name)), make("dd", {}, value)]));
}

async function showTab() {
  const { mail, tab, lines } = state;
  byId("tabs").replaceChildren(...TABS.map(([name, title]) => make("a", {
    href: "#/m/" + state.id + (name === "message" ? "" : "/" + name), role: "tab", id: "tab-" + name,
    "aria-selected": String(name === tab), "aria-controls": "panel", tabindex: name === tab ? "0" : "-1",
  }, t(title) + (name === "checks" && mail.findings.length ? " (" + mail.findings.length + ")" : ""))));
  byId("tab-" + tab).scrollIntoView({ block: "nearest", inline: "nearest" });
  byId("panel").setAttribute("aria-labelledby", "tab-" + tab);
  const content = await TABS.find(([name]) => name === tab)[2](mail, lines);
  if (state.mail === mail && state.tab === tab) byId("panel").replaceChildren(...content);
}

async function removeChosen() {
  if (!state.id) return;
  const at = state.mails.findIndex((mail) => mail.id === state.id);
  const next = state.mails[at + 1] || state.mails[at - 1];
  const removed = state.id;
  state.mail = null;
  await server.remove(removed);
  await refresh();
  if (state.id === removed) go(next && isWide() ? next.id : null, "message");
}

function step(by) {
  const at = state.mails.findIndex((mail) => mail.id === state.id);
  const next = state.mails[Math.min(Math.max(at + by, 0), state.mails.length - 1)];
  if (!next) return;
  if (next.id !== state.id) go(next.id, state.tab);
  focusRow(next.id);
}

async function turnTab(by) {
  const at = TABS.findIndex(([name]) => name === state.tab);
  const next = TABS[(at + by + TABS.length) % TABS.length][0];
  await go(state.id, next, true);
  byId("tab-" + next)?.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const target = event.target;
  if (target.matches("input")) {
    if (event.key === "Escape" && target.type === "search") { target.value = ""; target.dispatchEvent(new Event("input")); target.blur(); }
    return;
  }
  const isTab = target.matches('[role="tab"]');
  const isRow = target.closest(".row");
  const action = {
    j: () => step(1), k: () => step(-1), "/": () => byId("search").focus(), "?": () => byId("help").showModal(), Delete: removeChosen,
    ArrowRight: isTab ? () => turnTab(1) : null, ArrowLeft: isTab ? () => turnTab(-1) : null,
    ArrowDown: isRow ? () => step(1) : null, ArrowUp: isRow ? () => step(-1) : null, Enter: isRow ? () => byId("mail").focus() : null,
    Escape: isWide() || !state.id ? null : () => go(null),
  }[event.key];
  if (!action) return;
  if (event.key !== "Enter") event.preventDefault();
  action();
}

let typing;
byId("search").addEventListener("input", () => {
  window.clearTimeout(typing);
  typing = window.setTimeout(() => {
    Object.assign(state, { query: byId("search").value.trim(), tag: null });
    refresh();
  }, 150);
});
byId("sure").addEventListener("close", async () => {
  if (byId("sure").returnValue !== "yes") return;
  byId("sure").returnValue = "";
  state.mail = null;
  await server.remove(null);
  await refresh();
  go(null);
});
byId("back").addEventListener("click", () => go(null));
byId("remove").addEventListener("click", removeChosen);
byId("clear").addEventListener("click", () => byId("sure").showModal());
byId("help-open").addEventListener("click", () => byId("help").showModal());
document.addEventListener("keydown", onKey);
window.addEventListener("hashchange", follow);

translatePage();
byId("copy-curl").replaceWith(copyButton(t("Copy"), () => byId("curl").textContent));
follow();
server.whenChanged(refresh);
window.setInterval(renewTimes, 30000);
