/* What stands out of a mail, in a word and a colour. */
import { badge } from "./elements.js";
import { t } from "./words.js";

function priority(mail) {
  if (mail.priority === "HIGH") return [badge(t("! High"), "red")];
  if (mail.priority === "LOW") return [badge(t("Low"))];
  return mail.priority ? [badge(t("Normal"))] : [];
}

function signature(mail) {
  if (!mail.signed) return [];
  if (mail.signatureState === "BROKEN") return [badge(t("✗ Signature broken"), "red")];
  if (mail.signatureState !== "INTACT") return [badge(t("? Signature not checked"), "amber")];
  if (mail.signatureExpired) return [badge(t("✓ Signed") + " (" + t("expired") + ") " + mail.signer, "amber")];
  return [badge(t("✓ Signed") + " " + mail.signer, "green")];
}

export function badges(mail) {
  const found = [...priority(mail), ...signature(mail)];
  if (mail.encrypted) found.push(badge(t("Encrypted"), "green"));
  if (mail.reports.some((word) => word !== "NEVER")) found.push(badge(t("Delivery receipt"), "blue"));
  if (mail.readReceipt) found.push(badge(t("Read receipt"), "blue"));
  if (mail.answered.length) found.push(badge(t("answered") + ": " + mail.answered.map(t).join(", "), "green"));
  if (mail.attachments > 0) found.push(badge(mail.attachments + " " + t(mail.attachments > 1 ? "attachments" : "attachment")));
  if (mail.charset) found.push(badge(mail.charset, "amber"));
  return found;
}
