/* The tabs that prove something: signature, dialogue, source. */
import { addressOf, octets, read } from "./server.js";
import { clockElement, copyButton, dayText, facts, make, mono, note, sheet, titled, button } from "./elements.js";
import { t } from "./words.js";

const MAX_SOURCE_OCTETS = 2 * 1024 * 1024;
const MAX_LINES = 20000;

const COVERS = { WHOLE: "the whole body", PART: "only a part of the body", NONE: "nothing" };
const BELONGS = { FROM: "yes, to the address in From", SENDER: "to the address in Sender, not to that in From",
  NONE: "no: another address than that in From" };

/** The fields that readers see or act on and that stand outside of what is signed. */
function uncovered(mail) {
  const names = mail.fields.map((field) => field.name).filter((name) => !/^(?:content-|mime-version|received)/i.test(name)
    && !mail.signature.protectedFields.includes(name.toLowerCase()));
  return [...new Set(names)].join(", ");
}

export function signature(mail) {
  const { state, coverage, match, reason, signers, protectedFields, alteredFields } = mail.signature;
  const [color, title, more] = {
    UNSIGNED: mail.encrypted ? ["grey", "Encrypted", t("Whether it is signed inside, only its readers can tell.")]
      : ["grey", "Not signed", ""],
    INTACT: ["green", "The signature is intact", t("The signed octets arrived as they were signed.")],
    BROKEN: ["red", "The signature is broken", reason],
    UNCHECKED: ["amber", "The signature was not checked", reason],
  }[state];
  const content = [make("div", { class: "verdict " + color }, t(title), make("small", {}, more))];
  if (state === "UNSIGNED") return content;
  if (alteredFields.length) {
    content.push(make("div", { class: "verdict red" }, t("The header was changed after signing"), make("small", {}, alteredFields.join(", "))));
  }
  const covered = protectedFields.length ? t(COVERS[coverage]) + "; " + protectedFields.join(", ") : t(COVERS[coverage]);
  content.push(facts([t("Covers"), covered], [t("Not covered"), uncovered(mail) || t("nothing")],
    [t("From"), mail.from || t("(none)")], [t("Belongs to the sender"), t(BELONGS[match])]));
  for (const signer of signers) {
    const issuer = signer.issuer + (signer.selfSigned ? " (" + t("self-signed: nobody else vouches for it") + ")" : "");
    const valid = dayText(signer.notBefore) + " – " + dayText(signer.notAfter)
      + (signer.validAtArrival ? "" : "; " + t("NOT when the mail arrived"));
    content.push(titled(t("Signer"), facts([t("Addresses"), signer.addresses.join(", ") || t("(none)")],
      [t("Subject"), signer.subject], [t("Issuer"), issuer], [t("Chain in the mail"), signer.chain.join(" ← ") || t("(none)")], [t("Valid"), valid], [t("Algorithms"), signer.algorithm])));
  }
  const command = "openssl cms -verify -noverify -in " + mail.id + ".eml -out /dev/null";
  content.push(note(t("Whether somebody trusts the issuer, or it took the certificate back, is not looked at. The same check with OpenSSL, on the downloaded source:")),
    sheet(mono(command)), copyButton(t("Copy"), () => command));
  return content;
}

export async function dialogue(mail) {
  const lines = await read(mail.id, "dialogue");
  if (!lines) return [note(t("This mail is not there any more."))];
  let flight = -1;
  const items = lines.map((line) => {
    const isTurn = flight >= 0 && line.flight !== flight;
    flight = line.flight;
    const kind = { CLIENT: "client", SERVER: "server", NOTE: "remark" }[line.speaker];
    const refused = line.speaker === "SERVER" && /^[45]/.test(line.text) ? " refused" : "";
    return make("li", { class: isTurn ? "turn" : "" }, clockElement(line.at),
      make("span", { class: kind }, { CLIENT: ">", SERVER: "<", NOTE: "·" }[line.speaker]),
      make("span", { class: kind + refused }, line.text));
  });
  const turns = lines.length ? lines[lines.length - 1].flight - lines[0].flight : 0;
  const user = mail.envelope.user ? t("logged in as") + " " + mail.envelope.user : t("without login");
  const tls = mail.envelope.tls ? t("inside") + " " + mail.envelope.tls : t("in the clear");
  return [note(t("Client") + " " + mail.envelope.client + ", " + user + ", " + tls + ". " + t("The server waited for the client") + ": " + turns
    + "; " + t("each dashed line is one round trip.")),
  make("div", { class: "sheet dialogue", tabindex: "0" }, make("ol", {}, items))];
}

/** UTF-8 where it is, else one character per octet. */
function decoded(raw) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch (notUtf8) {
    return new TextDecoder("windows-1252").decode(raw);
  }
}

/** A line end that is not CRLF is always visible, CRLF on demand. */
function sourceLines(text, isShown) {
  const lines = text.split("\n");
  const last = lines.pop();
  const ended = lines.map((line) => line.endsWith("\r")
    ? line.slice(0, -1).replaceAll("\r", "␍") + (isShown ? "␍␊" : "") : line.replaceAll("\r", "␍") + "␊");
  return last ? [...ended, last.replaceAll("\r", "␍")] : ended;
}

export async function source(mail, lines) {
  const tools = make("div", { class: "toolbar" },
    make("a", { class: "button", href: addressOf(mail.id, "source"), download: mail.id + ".eml" }, t("Download .eml")));
  const size = note(mail.sizeOctets.toLocaleString() + " " + t("octets"));
  if (mail.sizeOctets > MAX_SOURCE_OCTETS) return [tools, size, note(t("Too large to be shown here; the download is complete."))];
  const raw = await octets(mail.id);
  if (!raw) return [note(t("This mail is not there any more."))];
  const text = decoded(raw);
  const [first, last] = (lines || "").split("-").map(Number);
  const list = make("ol", {});
  const cut = make("p", { class: "note" });
  const fill = (isShown) => {
    const all = sourceLines(text, isShown);
    if (all.length > MAX_LINES) cut.textContent = t("Only the first lines are shown; copy and download are complete:") + " " + MAX_LINES.toLocaleString();
    list.replaceChildren(...all.slice(0, MAX_LINES).map((line, at) =>
      make("li", { class: at + 1 >= first && at + 1 <= last ? "lit" : "" }, line)));
  };
  const ends = button(t("Show line ends"), () => {
    const isShown = ends.getAttribute("aria-pressed") !== "true";
    ends.setAttribute("aria-pressed", String(isShown));
    fill(isShown);
  }, { "aria-pressed": "false" });
  fill(false);
  tools.append(copyButton(t("Copy source"), () => text), ends, size);
  const box = make("div", { class: "sheet source", tabindex: "0" }, list);
  if (first) window.setTimeout(() => list.querySelector(".lit")?.scrollIntoView({ block: "center" }));
  return [tools, box, cut];
}
