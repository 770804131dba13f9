/* The tabs that show the parts of a mail: files and structure. */
import { addressOf, octets } from "./server.js";
import { button, facts, make, note, row, sizeText, table } from "./elements.js";
import { t } from "./words.js";

const MAX_SOURCE_OCTETS = 2 * 1024 * 1024;
const MAX_INDENT = 12;
const NAME = /\b(?:file)?name\*?(?:\d{1,3}\*?)?=(?:"[^"\r\n]{0,2000}"|[^;\s]{0,2000})/gi;

const isFile = (part) => !part.mediaType.startsWith("multipart/")
  && !part.mediaType.endsWith("pkcs7-signature") && (part.attachment || part.contentId);

/** The name parameters of a part as they stand in its header, which ends above its first line. */
function wireName(lines, part) {
  let from = part.firstLine - 2;
  while (from > 0 && !lines[from - 1].startsWith("--")) from--;
  const header = lines.slice(from, part.firstLine - 1).join(" ");
  return [...new Set(header.match(NAME) || [])].join("; ");
}

function file(mail, part, lines) {
  const address = addressOf(mail.id, "parts/" + part.number);
  const preview = make("div", { class: "preview" });
  const tools = make("div", { class: "toolbar" }, make("a", { class: "button", href: address, download: "" }, t("Download")));
  if (part.image) {
    const show = button(t("Show"), () => {
      preview.replaceChildren(make("img", { src: address + "?view=image", alt: part.fileName || part.mediaType }));
      show.remove();
    });
    tools.append(show);
  }
  const about = [[t("Type"), part.mediaType + ", " + sizeText(part.sizeOctets)]];
  const wire = lines ? wireName(lines, part) : "";
  if (wire) about.push([t("On the wire"), make("span", { class: "mono" }, wire)]);
  if (part.contentId) {
    const isUsed = mail.html?.text.includes("cid:" + part.contentId) || mail.html?.text.includes("cid:" + part.contentId.replace("@", "%40"));
    about.push([t("Inline"), t(isUsed ? "shown in the HTML as" : "nowhere in the HTML, though it could be shown as") + " cid:" + part.contentId]);
  }
  about.push(["SHA-256", make("span", { class: "mono" }, part.sha256)]);
  return make("section", { class: "sheet file" }, make("h3", {}, part.fileName || t("(no name)")), facts(...about), tools, preview);
}

export async function attachments(mail) {
  const files = mail.parts.filter(isFile);
  if (!files.length) return [note(t("There are no files in this mail."))];
  const raw = mail.sizeOctets > MAX_SOURCE_OCTETS ? null : await octets(mail.id);
  const lines = raw && new TextDecoder().decode(raw).split(/\r?\n/);
  return files.map((part) => file(mail, part, lines));
}

function branch(part) {
  const depth = Math.min(part.depth, MAX_INDENT);
  const deeper = part.depth > MAX_INDENT ? " " + part.depth + " " : "";
  return make("span", { class: "mono" }, "\u00a0\u00a0\u00a0".repeat(depth) + (depth ? "└" + deeper + " " : "") + part.mediaType);
}

export function structure(mail) {
  const rows = mail.parts.map((part) => row(branch(part), part.charset || "", part.encoding, part.disposition || "",
    part.fileName || (part.contentId ? "cid:" + part.contentId : ""),
    part.mediaType.startsWith("multipart/") ? "" : part.sizeOctets.toLocaleString(),
    make("a", { href: "#/m/" + mail.id + "/source/" + part.firstLine + "-" + part.lastLine, "aria-label": t("Lines") + " " + part.firstLine + "–" + part.lastLine },
      part.firstLine + "–" + part.lastLine)));
  const tree = table([t("Type"), t("Character set"), t("Encoding"), t("Disposition"), t("Name"), t("Octets"), t("Lines")], rows);
  tree.classList.add("tree");
  return [note(t("A click on the lines marks them in the source.")), tree];
}
