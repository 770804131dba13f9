/* The tab that shows what was asked of servers and readers, and lets one answer in their place. */
import { answer } from "./server.js";
import { button, dateText, facts, make, mono, note, row, sheet, table, titled } from "./elements.js";
import { t } from "./words.js";

const SERVERS = ["delivered", "delayed", "failed", "relayed"];
const MOST_RECIPIENTS = 50;
const statuses = new Map();

function answerTools(mail, recipient, problem) {
  const kinds = [...(mail.returnPath ? SERVERS : []), ...(mail.readReceiptTo ? ["opened"] : [])];
  const key = mail.id + " " + recipient;
  const status = make("input", { class: "status", placeholder: "5.1.1", title: t("for failed and delayed, such as 5.1.1 or 4.2.2"),
    "aria-label": t("Status") + " " + recipient, maxlength: "9", input: () => statuses.set(key, status.value) });
  status.value = statuses.get(key) || "";
  const send = async (kind) => {
    const wanted = { kind, recipient };
    if (status.value.trim() && (kind === "failed" || kind === "delayed")) wanted.status = status.value.trim();
    problem.textContent = await answer(mail.id, wanted) || "";
  };
  const tools = make("div", { class: "toolbar" }, kinds.map((kind) =>
    button(t(kind), () => send(kind), { "data-answer": kind, "aria-label": t(kind) + " " + recipient })));
  if (mail.returnPath) tools.append(status);
  return tools;
}

function timeline(mail) {
  if (!mail.answers.length) return note(t("Nobody has answered yet."));
  return make("ol", { class: "timeline" }, mail.answers.map((each) => make("li", {},
    make("time", { datetime: each.at }, dateText(each.at)), " ",
    make("strong", {}, t(each.kind) + (each.status ? " " + each.status : "")), " " + each.recipient + " ",
    make("span", { class: "note" }, t("report sent to") + " " + each.to))));
}

export function receipts(mail) {
  const asked = (value) => value === undefined || value === "" ? "–" : value;
  const { RET, ENVID } = mail.envelope.mail.parameters;
  const problem = make("p", { class: "problem", role: "alert" });
  const isAnswerable = mail.returnPath || mail.readReceiptTo;
  return [
    titled(t("Asked for in the envelope (RFC 3461)"), table([t("Recipient"), t("Report on"), t("Original recipient")],
      mail.envelope.recipients.map((each) => row(each.address, asked(each.parameters.NOTIFY).replaceAll(",", ", "),
        make("span", { class: "mono" }, asked(each.parameters.ORCPT)))))),
    facts([t("Reports go to"), mail.returnPath || t("nobody: null sender")], [t("Envelope id"), asked(ENVID)],
      [t("Returned content"), { HDRS: t("headers"), FULL: t("the whole mail") }[(RET || "").toUpperCase()] || "–"],
      [t("Read receipt (RFC 8098)"), mail.readReceiptTo || t("not asked for")]),
    titled(t("Answer as a server or reader"),
      note(isAnswerable ? t("Each button sends a real report by SMTP to where reports go; it arrives in this mailbox.")
        : t("Nobody can be answered: the mail has the null return path and asks for no read receipt.")),
      isAnswerable ? mail.envelope.recipients.slice(0, MOST_RECIPIENTS).map((each) => make("div", { class: "answer" },
        make("span", {}, each.address), answerTools(mail, each.address, problem))) : [], problem),
    titled(t("Answers"), timeline(mail)),
    titled(t("Commands"), sheet(mono(
      [mail.envelope.mail.line, ...mail.envelope.recipients.map((each) => each.line)].join("\n")))),
  ];
}
