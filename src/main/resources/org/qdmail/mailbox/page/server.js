/* The JSON resource of the mailbox. */
const MAILS = "v1/mailbox/messages";
const HEADER = { "X-Qdmail-Mailbox": "page" };

export const addressOf = (id, what) => MAILS + "/" + encodeURIComponent(id) + (what ? "/" + what : "");

/** The list, or null when it is the one that the tag stands for. */
export async function list(query, tag) {
  const address = MAILS + (query ? "?q=" + encodeURIComponent(query) : "");
  const response = await fetch(address, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
  if (response.status === 304) return null;
  if (!response.ok) throw new Error("the list answers " + response.status);
  return { ...await response.json(), tag: response.headers.get("ETag") };
}

/** JSON of one mail; null when it is gone. */
export async function read(id, what) {
  const response = await fetch(addressOf(id, what), { cache: "no-store" });
  return response.ok ? response.json() : null;
}

export async function octets(id) {
  const response = await fetch(addressOf(id, "source"), { cache: "no-store" });
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

export async function setup() {
  const response = await fetch("v1/mailbox/setup", { cache: "no-store" });
  if (!response.ok) throw new Error("the setup answers " + response.status);
  return response.json();
}

export const remove = (id) => fetch(id ? addressOf(id) : MAILS, { method: "DELETE", headers: HEADER });

/** Null when the report was sent, else what was wrong. */
export async function answer(id, wanted) {
  const response = await fetch(addressOf(id, "answers"), {
    method: "POST", headers: { ...HEADER, "Content-Type": "application/json" }, body: JSON.stringify(wanted) });
  if (response.ok) return null;
  const fault = await response.json().catch(() => ({ number: "", text: String(response.status) }));
  return fault.number + " " + fault.place + ": " + fault.text;
}

/** Calls back whenever something has changed, and now and then anyway. */
export function whenChanged(callback) {
  const events = new EventSource("v1/mailbox/events");
  for (const name of ["hello", "changed"]) events.addEventListener(name, callback);
  window.setInterval(() => { if (!document.hidden && events.readyState !== EventSource.OPEN) callback(); }, 2000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) callback(); });
}
