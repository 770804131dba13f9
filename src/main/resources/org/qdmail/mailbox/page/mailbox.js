"use strict";
/* Everything that a mail brings is put in as text (textContent), never as markup. */
(() => {
  const API = "v1/mailbox/messages";
  const POLL_MS = 2000;
  const MAX_SOURCE_OCTETS = 2 * 1024 * 1024;
  const TABS = [["message", "Message"], ["parts", "Parts"], ["headers", "Headers"], ["signature", "Signature"],
    ["receipts", "Receipts"], ["dialogue", "Dialogue"], ["source", "Source"]];
  const PRIORITY_FIELDS = ["x-priority", "importance", "priority", "x-msmail-priority"];

  const byId = (id) => document.getElementById(id);
  const state = { mails: [], tag: null, query: "", id: null, tab: "message", detail: null, known: new Set(),
    read: new Set(JSON.parse(sessionStorage.getItem("read") || "[]")), first: true };

  /** An element with attributes, a text or children. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "class") element.className = value;
      else if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    for (const child of children) element.append(child === null || child === undefined ? "" : child);
    return element;
  }

  const badge = (text, color) => make("span", { class: "badge " + (color || "") }, text);
  const sizeText = (octets) => octets < 1024 ? octets + " B" : octets < 1024 * 1024
    ? (octets / 1024).toFixed(1) + " KB" : (octets / 1024 / 1024).toFixed(1) + " MB";

  function timeElement(iso) {
    const at = new Date(iso);
    const seconds = Math.max(0, Math.round((Date.now() - at) / 1000));
    const ago = seconds < 60 ? "just now" : seconds < 3600 ? Math.floor(seconds / 60) + " min"
      : seconds < 86400 ? Math.floor(seconds / 3600) + " h" : at.toLocaleDateString();
    return make("time", { datetime: iso, title: at.toLocaleString(undefined, { timeZoneName: "short" }) }, ago);
  }

  function badges(mail) {
    const found = [];
    if (mail.priority === "HIGH") found.push(badge("! High", "red"));
    if (mail.priority === "LOW") found.push(badge("Low"));
    if (mail.priority === "NORMAL") found.push(badge("Normal"));
    if (mail.signed) found.push(badge("Signed", "green"));
    if (mail.reports.some((word) => word !== "NEVER")) found.push(badge("Delivery receipt", "blue"));
    if (mail.readReceipt) found.push(badge("Read receipt", "blue"));
    if (mail.attachments > 0) found.push(badge(mail.attachments + (mail.attachments > 1 ? " attachments" : " attachment")));
    return found;
  }

  /* ---- list ---- */

  async function refresh() {
    const query = state.query;
    try {
      const headers = state.tag ? { "If-None-Match": state.tag } : {};
      const response = await fetch(API + (query ? "?q=" + encodeURIComponent(query) : ""), { headers, cache: "no-store" });
      if (query !== state.query) return;
      if (response.status === 304) { renewTimes(); return; }
      if (!response.ok) throw new Error(String(response.status));
      const list = await response.json();
      state.tag = response.headers.get("ETag");
      showServer(list);
      showList(list);
    } catch (lost) {
      state.tag = null;
      byId("server").textContent = "The server does not answer; trying again …";
      byId("server").classList.add("lost");
    }
  }

  function showServer(list) {
    const address = list.smtp.host + ":" + list.smtp.port;
    const count = list.total === 1 ? "1 mail" : list.total + " mails";
    byId("server").classList.remove("lost");
    byId("server").textContent = "SMTP " + address + "  ·  " + count;
    byId("empty-server").textContent = address;
    byId("curl").textContent = "printf 'Subject: Hello\\n\\nHello!\\n' | curl smtp://" + address
      + " --crlf --mail-from me@example.com --mail-rcpt you@example.com -T -";
    byId("clear").disabled = list.total === 0;
    byId("empty").hidden = list.total > 0;
    byId("none").hidden = list.total === 0 || list.messages.length > 0;
    document.title = (list.total ? "(" + list.total + ") " : "") + "Mailbox · Qdmail";
  }

  function showList(list) {
    const arrived = list.messages.filter((mail) => !state.known.has(mail.id));
    if (!state.first && !state.query && arrived.length) {
      byId("news").textContent = arrived.length + " new: " + (arrived[0].subject || "(no subject)");
    }
    const fresh = state.first ? new Set() : new Set(arrived.map((mail) => mail.id));
    list.messages.forEach((mail) => state.known.add(mail.id));
    state.mails = list.messages;
    const focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest(".row") : null;
    const focusedId = focused ? focused.dataset.id : null;
    byId("list").replaceChildren(...list.messages.map((mail) => row(mail, fresh.has(mail.id))));
    if (focusedId) focusRow(focusedId);
    const wide = window.matchMedia("(min-width: 801px)").matches;
    if (state.first && wide && !state.id && list.messages.length) go(list.messages[0].id, "message", true);
    state.first = false;
  }

  function row(mail, isFresh) {
    const isRead = state.read.has(mail.id);
    const link = make("a", { href: "#/m/" + mail.id, "aria-current": mail.id === state.id ? "true" : null },
      make("span", { class: "who" }, mail.from || mail.returnPath || "(no sender)"),
      make("span", { class: "when" }, timeElement(mail.receivedAt)),
      make("span", { class: "what" }, mail.subject || "(no subject)"),
      make("span", { class: "when" }, sizeText(mail.sizeOctets)),
      make("span", { class: "to" }, "to " + mail.recipients.join(", ")),
      make("span", {}),
      make("span", { class: "badges" }, ...badges(mail)));
    if (!isRead) link.prepend(make("span", { class: "hidden" }, "unread: "));
    return make("li", { class: "row" + (isRead ? "" : " unread") + (isFresh ? " fresh" : ""), "data-id": mail.id }, link);
  }

  function renewTimes() {
    document.querySelectorAll(".row time").forEach((time) => time.replaceWith(timeElement(time.getAttribute("datetime"))));
  }

  function focusRow(id) {
    const found = document.querySelector('.row[data-id="' + CSS.escape(id) + '"] a');
    if (found) found.focus();
  }

  function markCurrent() {
    document.querySelectorAll(".row").forEach((item) => {
      const isCurrent = item.dataset.id === state.id;
      const link = item.querySelector("a");
      if (isCurrent) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (isCurrent) {
        item.classList.remove("unread");
        link.scrollIntoView({ block: "nearest" });
      }
    });
  }

  /* ---- one mail ---- */

  function go(id, tab, replaces) {
    const hash = id ? "#/m/" + id + (tab && tab !== "message" ? "/" + tab : "") : "#/";
    if (replaces) {
      history.replaceState(null, "", hash);
      follow();
    } else {
      location.hash = hash;
    }
  }

  async function follow() {
    const [, kind, id, tab] = location.hash.replace(/^#/, "").split("/");
    const chosen = kind === "m" && id ? id : null;
    const isOther = chosen !== state.id;
    state.id = chosen;
    state.tab = TABS.some(([name]) => name === tab) ? tab : "message";
    byId("panes").classList.toggle("reading", chosen !== null);
    byId("welcome").hidden = chosen !== null;
    if (chosen === null) {
      byId("view").hidden = true;
      state.detail = null;
      markCurrent();
      return;
    }
    if (isOther || !state.detail) await load(chosen);
    if (state.detail && state.id === chosen) await showTab();
  }

  async function load(id) {
    state.detail = null;
    const response = await fetch(API + "/" + encodeURIComponent(id), { cache: "no-store" }).catch(() => null);
    if (state.id !== id) return;
    if (!response || !response.ok) {
      byId("view").hidden = true;
      byId("welcome").hidden = false;
      byId("welcome").firstElementChild.textContent = "This mail is not there any more.";
      return;
    }
    state.detail = await response.json();
    state.read.add(id);
    sessionStorage.setItem("read", JSON.stringify([...state.read].slice(-1000)));
    markCurrent();
    showHead(state.detail);
  }

  function showHead(mail) {
    byId("view").hidden = false;
    byId("subject").textContent = mail.subject || "(no subject)";
    const marks = badges(mail).filter((mark) => mark.textContent !== "Signed");
    if (mail.signature.state !== "UNSIGNED") marks.splice(mail.priority ? 1 : 0, 0, signatureBadge(mail.signature));
    byId("badges").replaceChildren(...marks);
    const cc = mail.fields.filter((field) => field.name.toLowerCase() === "cc").map((field) => field.value).join(", ");
    const header = (mail.to + " " + cc).toLowerCase();
    const hidden = mail.recipients.filter((address) => !header.includes(address.toLowerCase()));
    const facts = [["From", mail.from || "(none)"], ["To", mail.to || "(none)"]];
    if (cc) facts.push(["Cc", cc]);
    if (hidden.length) facts.push(["Bcc", hidden.join(", ")]);
    facts.push(["Received", new Date(mail.receivedAt).toLocaleString(undefined, { timeZoneName: "short" })
      + ", " + sizeText(mail.sizeOctets)]);
    byId("addresses").replaceChildren(...facts.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  }

  function signatureBadge(signature) {
    const names = signature.signers.flatMap((signer) => signer.addresses);
    if (signature.state === "INTACT") return badge("✓ Signed by " + (names.join(", ") || "unknown"), "green");
    if (signature.state === "BROKEN") return badge("✗ Signature broken", "red");
    return badge("? Signature not checked", "amber");
  }

  async function showTab() {
    byId("tabs").replaceChildren(...TABS.map(([name, title]) => make("a", {
      href: "#/m/" + state.id + (name === "message" ? "" : "/" + name), role: "tab", id: "tab-" + name,
      "aria-selected": String(name === state.tab), "aria-controls": "panel", tabindex: name === state.tab ? "0" : "-1",
    }, title)));
    const panel = byId("panel");
    panel.setAttribute("aria-labelledby", "tab-" + state.tab);
    const mail = state.detail;
    const tab = state.tab;
    const content = await panels[tab](mail);
    if (state.detail === mail && state.tab === tab) panel.replaceChildren(...content);
  }

  const note = (text) => make("p", { class: "note" }, text);
  const sheet = (...children) => make("div", { class: "sheet scroll" }, ...children);

  function table(headings, rows) {
    return sheet(make("table", {},
      make("thead", {}, make("tr", {}, ...headings.map((heading) => make("th", { scope: "col" }, heading)))),
      make("tbody", {}, ...rows)));
  }

  const panels = {
    message(mail) {
      const content = [];
      if (mail.findings.length) {
        content.push(make("ul", { class: "findings" }, ...mail.findings.map((finding) => make("li", {}, finding))));
      }
      if (mail.text) {
        content.push(make("div", { class: "sheet" }, make("div", { class: "text" }, mail.text.text)));
        if (mail.text.guessed) content.push(note("Read as " + mail.text.charset + ": a guess, the mail does not say."));
      } else if (mail.html) {
        content.push(note("There is no plain text. The HTML as it is written:"));
        content.push(make("div", { class: "sheet" }, make("div", { class: "text mono" }, mail.html.text)));
      } else {
        content.push(note("There is no text in this mail."));
      }
      const files = mail.parts.filter((part) => part.attachment && !part.mediaType.endsWith("pkcs7-signature"));
      if (files.length) {
        content.push(make("div", {}, make("h3", {}, "Attachments"), table(["Name", "Type", "Size"], files.map((part) => make("tr", {},
          make("td", {}, part.fileName || "(no name)"), make("td", {}, part.mediaType), make("td", {}, sizeText(part.sizeOctets)))))));
      }
      return content;
    },

    parts(mail) {
      return [table(["Type", "Character set", "Encoding", "Name", "Size"], mail.parts.map((part) => {
        const type = make("td", { class: "mono" }, "\u00a0\u00a0".repeat(part.depth) + (part.depth ? "└ " : "") + part.mediaType);
        return make("tr", {}, type, make("td", {}, part.charset || ""), make("td", {}, part.encoding),
          make("td", {}, part.fileName || (part.contentId ? "cid:" + part.contentId : "")),
          make("td", {}, part.mediaType.startsWith("multipart/") ? "" : sizeText(part.sizeOctets)));
      }))];
    },

    headers(mail) {
      return [table(["Field", "Decoded", "On the wire"], mail.fields.map((field) => {
        const isPriority = PRIORITY_FIELDS.includes(field.name.toLowerCase());
        return make("tr", { class: isPriority ? "marked" : "" }, make("th", { scope: "row" }, field.name),
          make("td", {}, field.value), make("td", { class: "raw" }, field.raw === field.value ? "the same" : field.raw));
      }))];
    },

    signature(mail) {
      const { state: verdict, coverage, match, reason, signers } = mail.signature;
      const shown = {
        UNSIGNED: ["grey", "Not signed", ""],
        INTACT: ["green", "The signature is intact", "The signed octets arrived as they were signed."],
        BROKEN: ["red", "The signature is broken", reason],
        UNCHECKED: ["amber", "The signature was not checked", reason],
      }[verdict];
      const content = [make("div", { class: "verdict " + shown[0] }, shown[1], make("small", {}, shown[2]))];
      if (verdict === "UNSIGNED") return content;
      const covers = { WHOLE: "the whole body", PART: "only a part of the body", NONE: "nothing" }[coverage];
      const belongs = { FROM: "yes, to the address in From", SENDER: "to the address in Sender, not to that in From",
        NONE: "no: another address than that in From" }[match];
      content.push(sheet(make("dl", { class: "facts" }, ...facts([["Covers", covers + "; never the header fields"],
        ["Belongs to the sender", belongs]]))));
      for (const signer of signers) {
        content.push(make("div", {}, make("h3", {}, "Signer"), sheet(make("dl", { class: "facts" }, ...facts([
          ["Addresses", signer.addresses.join(", ") || "(none)"], ["Subject", signer.subject],
          ["Issuer", signer.issuer + (signer.selfSigned ? " (self-signed: nobody else vouches for it)" : "")],
          ["Valid", new Date(signer.notBefore).toLocaleDateString() + " – " + new Date(signer.notAfter).toLocaleDateString()
            + (signer.validAtArrival ? "" : "; NOT when the mail arrived")], ["Algorithms", signer.algorithm]])))));
      }
      content.push(note("Whether somebody trusts the issuer is not looked at. The same check with OpenSSL, on the downloaded source:"));
      content.push(sheet(make("div", { class: "text mono" }, "openssl cms -verify -noverify -in " + mail.id + ".eml -out /dev/null")));
      return content;
    },

    receipts(mail) {
      const asked = (value) => value === undefined || value === "" ? "–" : value;
      const rows = mail.envelope.recipients.map((recipient) => make("tr", {},
        make("td", {}, recipient.address),
        make("td", {}, (recipient.parameters.NOTIFY || "–").replaceAll(",", ", ")),
        make("td", { class: "mono" }, asked(recipient.parameters.ORCPT))));
      const { RET, ENVID } = mail.envelope.mail.parameters;
      return [
        make("div", {}, make("h3", {}, "Delivery receipts, asked for in the envelope (RFC 3461)"),
          table(["Recipient", "Report on", "Original recipient"], rows)),
        sheet(make("dl", { class: "facts" }, ...facts([["Reports go to", mail.returnPath ? mail.returnPath : "nobody: null sender"],
          ["Envelope id", asked(ENVID)], ["Returned content", { HDRS: "headers", FULL: "the whole mail" }[(RET || "").toUpperCase()] || "–"]]))),
        make("div", {}, make("h3", {}, "Read receipt, asked for in the header (RFC 8098)"),
          sheet(make("dl", { class: "facts" }, ...facts([["Goes to", mail.readReceiptTo || "not asked for"]])))),
        make("div", {}, make("h3", {}, "Commands"), sheet(make("div", { class: "text mono" },
          [mail.envelope.mail.line, ...mail.envelope.recipients.map((recipient) => recipient.line)].join("\n")))),
      ];
    },

    async dialogue(mail) {
      const response = await fetch(API + "/" + encodeURIComponent(mail.id) + "/dialogue", { cache: "no-store" });
      if (!response.ok) return [note("The dialogue is not there any more.")];
      const lines = await response.json();
      let flight = -1;
      const items = lines.map((line) => {
        const isTurn = flight >= 0 && line.flight !== flight;
        flight = line.flight;
        const kind = { CLIENT: "client", SERVER: "server", NOTE: "remark" }[line.speaker];
        const refused = line.speaker === "SERVER" && /^[45]/.test(line.text) ? " refused" : "";
        return make("li", { class: isTurn ? "turn" : "" }, make("span", { class: "time" }, line.at.slice(11, 23)),
          make("span", { class: kind }, { CLIENT: ">", SERVER: "<", NOTE: "·" }[line.speaker]),
          make("span", { class: kind + refused }, line.text));
      });
      const turns = lines.length ? lines[lines.length - 1].flight - lines[0].flight : 0;
      const user = mail.envelope.user ? ", logged in as " + mail.envelope.user : ", without login";
      return [note("Client " + mail.envelope.client + user + ". The server waited " + turns
        + (turns === 1 ? " time" : " times") + " for the client; each dashed line is one round trip. Times are UTC."),
        make("div", { class: "sheet dialogue" }, make("ol", {}, ...items))];
    },

    async source(mail) {
      const url = API + "/" + encodeURIComponent(mail.id) + "/source";
      const tools = make("div", { class: "toolbar" }, make("a", { class: "button", href: url, download: mail.id + ".eml" }, "Download .eml"),
        note(mail.sizeOctets.toLocaleString() + " octets"));
      if (mail.sizeOctets > MAX_SOURCE_OCTETS) return [tools, note("Too large to be shown here; the download is complete.")];
      const response = await fetch(url, { cache: "no-store" });
      if (!response.ok) return [note("The source is not there any more.")];
      const octets = new Uint8Array(await response.arrayBuffer());
      return [tools, make("div", { class: "sheet source" }, make("ol", {}, ...sourceLines(octets).map((line) => make("li", {}, line))))];
    },
  };

  function facts(pairs) {
    return pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
  }

  /** UTF-8 where it is, else one character per octet; a line end that is not CRLF is made visible. */
  function sourceLines(octets) {
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(octets);
    } catch (notUtf8) {
      text = new TextDecoder("windows-1252").decode(octets);
    }
    const lines = text.split("\n").map((line) => line.endsWith("\r")
      ? line.slice(0, -1).replaceAll("\r", "␍") : line.replaceAll("\r", "␍") + "␊");
    if (lines.length) lines[lines.length - 1] = lines[lines.length - 1].replace(/␊$/, "");
    if (lines.length && lines[lines.length - 1] === "") lines.pop();
    return lines.slice(0, 20000);
  }

  /* ---- changes ---- */

  async function change(path) {
    await fetch(API + path, { method: "DELETE", headers: { "X-Qdmail-Mailbox": "page" } });
    state.tag = null;
    await refresh();
  }

  async function removeCurrent() {
    if (!state.id) return;
    const id = state.id;
    const at = state.mails.findIndex((mail) => mail.id === id);
    const next = state.mails[at + 1] || state.mails[at - 1];
    await change("/" + encodeURIComponent(id));
    const wide = window.matchMedia("(min-width: 801px)").matches;
    go(next && wide ? next.id : null, "message");
  }

  function step(by) {
    const at = state.mails.findIndex((mail) => mail.id === state.id);
    const next = state.mails[Math.min(Math.max(at + by, 0), state.mails.length - 1)];
    if (next && next.id !== state.id) {
      go(next.id, state.tab);
      focusRow(next.id);
    }
  }

  function turnTab(by) {
    const at = TABS.findIndex(([name]) => name === state.tab);
    const next = TABS[(at + by + TABS.length) % TABS.length][0];
    go(state.id, next);
    window.setTimeout(() => byId("tab-" + next) && byId("tab-" + next).focus(), 50);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const target = event.target;
    if (target.matches("input")) {
      if (event.key === "Escape") { target.value = ""; target.dispatchEvent(new Event("input")); target.blur(); }
      return;
    }
    const isTab = target.matches('[role="tab"]');
    const actions = {
      j: () => step(1), k: () => step(-1), "/": () => byId("search").focus(), "?": () => byId("help").showModal(),
      Delete: removeCurrent,
      ArrowRight: isTab ? () => turnTab(1) : null, ArrowLeft: isTab ? () => turnTab(-1) : null,
      ArrowDown: target.closest(".row") ? () => step(1) : null, ArrowUp: target.closest(".row") ? () => step(-1) : null,
      Enter: target.closest(".row") ? () => byId("mail").focus() : null,
    };
    const action = actions[event.key];
    if (!action) return;
    if (event.key !== "Enter") event.preventDefault();
    action();
  });

  let typing;
  byId("search").addEventListener("input", () => {
    window.clearTimeout(typing);
    typing = window.setTimeout(() => {
      state.query = byId("search").value.trim();
      state.tag = null;
      refresh();
    }, 150);
  });
  byId("back").addEventListener("click", () => go(null));
  byId("remove").addEventListener("click", removeCurrent);
  byId("clear").addEventListener("click", () => byId("sure").showModal());
  byId("sure").addEventListener("close", async () => {
    if (byId("sure").returnValue !== "yes") return;
    byId("sure").returnValue = "";
    await change("");
    go(null);
  });
  byId("help-open").addEventListener("click", () => byId("help").showModal());
  byId("copy-curl").addEventListener("click", async () => {
    await navigator.clipboard.writeText(byId("curl").textContent);
    byId("copy-curl").textContent = "Copied";
  });
  window.addEventListener("hashchange", follow);

  follow();
  refresh();
  window.setInterval(() => { if (!document.hidden) refresh(); }, POLL_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
})();
