/* The tabs that show what a mail says: HTML and text. */
import { addressOf } from "./server.js";
import { button, make, note } from "./elements.js";
import { isDerived, wantsRemote } from "./html.js";
import { t } from "./words.js";

const SEALED = "This mail is encrypted; only those that it was encrypted to can open it. The whole of it is the file smime.p7m.";
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
  if (wantsRemote(mail.html.text)) {
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
  if (mail.encrypted) return [note(t(SEALED))];
  return [note(t("There is no text in this mail."))];
}

export function text(mail) {
  if (!mail.text && mail.encrypted) return [note(t(SEALED))];
  if (!mail.text) return [note(t("There is no plain text in this mail."))];
  if (!mail.html) return textSheet(mail);
  const isSame = isDerived(mail.text.text, mail.html.text);
  return [note(t(isSame ? "Every word of the HTML is in it, in the same order: made from the HTML, or as good as."
    : "Not every word of the HTML is in it: written by hand, or something is missing.")), ...textSheet(mail)];
}
