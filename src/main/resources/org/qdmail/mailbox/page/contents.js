/* The tabs that show what a mail says: HTML, text, files, structure. */
import { addressOf } from "./server.js";
import { button, make, note, row, sizeText, table } from "./elements.js";
import { t } from "./words.js";

const WIDTHS = [["Phone", "375px"], ["Tablet", "768px"], ["Full width", "100%"]];

function frame(mail) {
  const shown = { remote: false, dark: false, width: "100%" };
  const view = make("iframe", { sandbox: "", title: t("Message"), referrerpolicy: "no-referrer", class: "html" });
  const widths = make("div", { class: "group", role: "group", "aria-label": t("Full width") });
  const turn = () => {
    view.src = addressOf(mail.id, "html") + "?scheme=" + (shown.dark ? "dark" : "light") + (shown.remote ? "&remote=yes" : "");
    view.classList.toggle("narrow", shown.width !== "100%");
    view.classList.toggle("phone", shown.width === WIDTHS[0][1]);
    [...widths.children].forEach((one, at) => one.setAttribute("aria-pressed", String(WIDTHS[at][1] === shown.width)));
    dark.setAttribute("aria-pressed", String(shown.dark));
  };
  for (const [name, width] of WIDTHS) widths.append(button(t(name), () => { shown.width = width; turn(); }));
  const dark = button(t("Dark ground"), () => { shown.dark = !shown.dark; turn(); });
  const tools = make("div", { class: "toolbar" }, widths, dark);
  if (/<img[^>]+src\s*=\s*["']?https?:|url\(\s*["']?https?:/i.test(mail.html.text)) {
    const load = button(t("Load remote images"), () => { shown.remote = true; load.remove(); turn(); }, { id: "remote" });
    tools.append(note(t("Images from other hosts are blocked.")), load);
  }
  turn();
  return [tools, view];
}

function textSheet(mail) {
  const content = [make("div", { class: "sheet" }, make("div", { class: "text" }, mail.text.text))];
  const guess = mail.text.guessed ? " (" + t("a guess, the mail does not say") + ")" : "";
  content.push(note(t("Read as") + ": " + mail.text.charset + guess));
  return content;
}

export function message(mail) {
  if (mail.html) return frame(mail);
  if (mail.text) return [note(t("There is no HTML; this is the plain text.")), ...textSheet(mail)];
  return [note(t("There is no text in this mail."))];
}

export function text(mail) {
  return mail.text ? textSheet(mail) : [note(t("There is no plain text in this mail."))];
}

const isFile = (part) => !part.mediaType.startsWith("multipart/")
  && !part.mediaType.endsWith("pkcs7-signature") && (part.attachment || part.contentId);

export function attachments(mail) {
  const files = mail.parts.filter(isFile);
  if (!files.length) return [note(t("There are no files in this mail."))];
  return files.map((part) => {
    const address = addressOf(mail.id, "parts/" + part.number);
    const about = [part.mediaType, sizeText(part.sizeOctets), "SHA-256 " + part.sha256];
    if (part.contentId) about.unshift(t("shown in the HTML as") + " cid:" + part.contentId);
    const preview = make("div", { class: "preview" });
    const tools = make("div", { class: "toolbar" }, make("a", { class: "button", href: address, download: "" }, t("Download")));
    if (part.image) {
      const show = button(t("Show"), () => {
        preview.replaceChildren(make("img", { src: address + "?view=image", alt: part.fileName || part.mediaType }));
        show.remove();
      });
      tools.append(show);
    }
    return make("section", { class: "sheet file" }, make("h3", {}, part.fileName || t("(no name)")),
      about.map((line) => make("p", { class: "note breaks" }, line)), tools, preview);
  });
}

export function structure(mail) {
  const rows = mail.parts.map((part) => row(
    make("span", { class: "mono" }, "\u00a0\u00a0\u00a0".repeat(part.depth) + (part.depth ? "└ " : "") + part.mediaType),
    part.charset || "", part.encoding, part.disposition || "", part.fileName || (part.contentId ? "cid:" + part.contentId : ""),
    part.mediaType.startsWith("multipart/") ? "" : sizeText(part.sizeOctets),
    make("a", { href: "#/m/" + mail.id + "/source/" + part.firstLine + "-" + part.lastLine }, part.firstLine + "–" + part.lastLine)));
  return [table([t("Type"), t("Character set"), t("Encoding"), t("Disposition"), t("Name"), t("Size"), t("Lines")], rows)];
}

export function checks(mail) {
  if (!mail.findings.length) return [make("div", { class: "verdict green" }, t("Nothing odd was found."))];
  const colors = { ERROR: "red", WARNING: "amber", NOTE: "grey" };
  return mail.findings.map((finding) => make("div", { class: "verdict " + colors[finding.level] },
    t(finding.level.toLowerCase()) + ": " + finding.text, make("small", {}, finding.rule)));
}
