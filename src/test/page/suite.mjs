// The page of the mailbox as a person uses it, in Chromium, against the ready server.
import http from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { deliver } from "./smtp.mjs";
import { hostile } from "./hostile.mjs";
import { expect, run, test } from "./report.mjs";

const [base, chromium, reports, picture] = process.argv.slice(2);
const require = createRequire(process.env.PAGE_MODULES + "/");
const playwright = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const api = base + "v1/mailbox/messages";
const change = { "X-Qdmail-Mailbox": "page" };
const list = async () => (await fetch(api)).json();
const port = (await list()).smtp.port;
const demo = (await list()).messages.find((mail) => mail.signed);
const ORDER = "From: Shop <shop@example.com>\nTo: Taro <taro@example.jp>\nSubject: Order 7\nMessage-ID: <7@example.com>\n"
  + "Date: Fri, 2 Jan 2026 03:04:05 +0000\nX-Priority: 1\nImportance: High\nDisposition-Notification-To: shop@example.com\n"
  + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=a\n\n"
  + "--a\nContent-Type: text/plain; charset=utf-8\n\nThe plain text \u8a9e\n--a\nContent-Type: text/html; charset=utf-8\n\n"
  + "<p id=greeting>The HTML text <img id=logo src='cid:logo'></p>\n--a--\n--b\nContent-Type: image/png; name=logo.png\n"
  + "Content-Disposition: inline; filename=logo.png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n"
  + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n"
  + "--b\nContent-Type: text/csv; name=rows.csv\nContent-Disposition: attachment; filename=rows.csv\n\na,b\n--b--\n";
const ENVELOPE = { from: "shop@example.com", to: ["taro@example.jp", "bob@example.com"], mail: "BODY=8BITMIME RET=HDRS ENVID=E7", rcpt: "NOTIFY=SUCCESS,FAILURE" };

const called = [];
const elsewhere = http.createServer((request, response) => { called.push(request.url); response.end(); });
await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
const ELSEWHERE = "http://127.0.0.1:" + elsewhere.address().port;

const browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox"] });
const complaints = [];

async function open(options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("console", (line) => {
    const isPolicy = /Content Security Policy|sandboxed|Blocked script|status of 422/.test(line.text());
    if (line.type() === "error" && !isPolicy) complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => { complaints.push("a dialog: " + dialog.message()); dialog.dismiss(); });
  await page.goto(base + hash);
  await page.waitForSelector("#server:not(:text('connecting'))");
  return page;
}

const close = (page) => page.context().close();
const clear = () => fetch(api, { method: "DELETE", headers: change });
const arrived = async () => { await deliver(port, ENVELOPE, ORDER); return (await list()).messages[0]; };
const tab = async (page, name) => { await page.click("#tab-" + name); await page.waitForSelector(`#tab-${name}[aria-selected=true]`); };
const panel = (page) => page.locator("#panel").innerText();

/** Fails unless the text comes up in the panel. */
async function shows(page, text) {
  await page.locator("#panel").getByText(text).first().waitFor();
}

async function judged(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const serious = found.violations.filter((each) => ["serious", "critical"].includes(each.impact));
  expect(serious.length === 0, what + ": " + serious.map((each) => each.id + " " + each.nodes[0].target).join("; "));
}

test("the mail of the ready server is signed and shown", async () => {
  const page = await open({}, "#/m/" + demo.id);
  await page.locator("#badges").getByText("Signed shop@example.com").waitFor();
  await tab(page, "signature");
  await shows(page, "The signature is intact");
  await shows(page, /openssl cms -verify/);
  await close(page);
});

test("each tab shows its part of a mail and has an address", async () => {
  const mail = await arrived();
  const page = await open({}, "#/m/" + mail.id);
  await page.frameLocator("iframe.html").locator("#greeting").waitFor();
  expect((await page.frameLocator("iframe.html").locator("#logo").getAttribute("src")).startsWith("data:image/png"), "cid: is resolved");
  for (const [name, text] of [["text", "The plain text 語"], ["attachments", "rows.csv"], ["structure", "multipart/alternative"],
    ["headers", "X-Priority"], ["signature", "Not signed"], ["receipts", "SUCCESS, FAILURE"], ["dialogue", "MAIL FROM:<shop@example.com>"],
    ["source", "Subject: Order 7"], ["checks", "Nothing odd"]]) {
    await tab(page, name);
    await shows(page, text);
    expect(page.url().endsWith(`#/m/${mail.id}/${name}`), "the address of " + name);
  }
  await close(page);
  const again = await open({}, `#/m/${mail.id}/receipts`);
  await shows(again, "E7");
  await close(again);
});

test("a part leads to its lines in the source", async () => {
  const page = await open({}, `#/m/${(await arrived()).id}/structure`);
  await page.locator("#panel tr", { hasText: "rows.csv" }).locator("a").click();
  await page.waitForSelector(".source li.lit");
  expect((await page.locator(".source li.lit").first().innerText()).trim() === "a,b", "the first lit line");
  await close(page);
});

test("line ends are shown on demand", async () => {
  const page = await open({}, `#/m/${(await arrived()).id}/source`);
  await shows(page, "Subject: Order 7");
  expect(!(await panel(page)).includes("␍␊"), "hidden at first");
  await page.getByRole("button", { name: "Show line ends" }).click();
  await shows(page, /Subject: Order 7␍␊/);
  await close(page);
});

test("a picture is shown and a file is stored", async () => {
  const page = await open({}, `#/m/${(await arrived()).id}/attachments`);
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForFunction(() => document.querySelector(".preview img")?.naturalWidth === 1);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("section.file", { hasText: "rows.csv" }).getByText("Download").click()]);
  expect(readFileSync(await download.path(), "latin1") === "a,b", "the octets of the file");
  await close(page);
});

test("a mail appears by itself, unread until it is opened", async () => {
  await clear();
  const page = await open();
  await page.locator("#empty").waitFor();
  expect((await page.locator("#curl").innerText()).includes("smtp://127.0.0.1:" + port), "the curl line has the port");
  await deliver(port, ENVELOPE, ORDER);
  await page.locator(".row").waitFor();
  await page.locator(".row.unread").waitFor();
  expect((await page.locator("#news").textContent()).includes("Order 7"), "it is announced");
  await page.locator(".row a").click();
  await page.locator(".row:not(.unread)").waitFor();
  await close(page);
});

test("search finds words and what has a meaning", async () => {
  await clear();
  await deliver(port, { from: "x@example.org", to: ["y@example.org"] }, "From: x@example.org\nSubject: Other\n\nz\n");
  await arrived();
  const page = await open();
  await page.locator(".row").nth(1).waitFor();
  for (const [query, count] of [["order", 1], ["from:example.org", 1], ["to:bob@", 1], ["has:attachment", 1], ["is:signed", 0], ["example", 2]]) {
    await page.fill("#search", query);
    await page.waitForFunction((wanted) => document.querySelectorAll(".row").length === wanted, count);
  }
  await page.fill("#search", "nothing like it");
  await page.locator("#none").waitFor();
  await close(page);
});

test("answers go out by SMTP and stand in the timeline", async () => {
  await clear();
  const mail = await arrived();
  const page = await open({}, `#/m/${mail.id}/receipts`);
  await page.locator(".status").first().fill("5.1.1");
  for (const [kind, shown] of [["failed", "failed 5.1.1"], ["delivered", "delivered 2.0.0"], ["opened", "opened"]]) {
    await page.getByRole("button", { name: `${kind} taro@example.jp` }).click();
    await page.locator(".timeline li", { hasText: shown }).waitFor();
  }
  const reports = (await list()).messages.filter((each) => each.id !== mail.id);
  expect(reports.length === 3 && reports.every((each) => each.returnPath === ""), "three reports from the null sender");
  await page.locator("#badges").getByText("answered: failed, delivered, opened").waitFor();
  await page.locator(".status").first().fill("9.9.9");
  await page.getByRole("button", { name: "failed taro@example.jp" }).click();
  await page.getByText(/MAIL-1209/).waitFor();
  await close(page);
});

test("one mail is deleted at once, all after a question", async () => {
  await clear();
  await arrived();
  await arrived();
  const page = await open();
  await page.locator(".row").nth(1).waitFor();
  await page.click("#remove");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 1);
  await page.click("#clear");
  await page.getByRole("button", { name: "Keep them" }).click();
  expect((await list()).total === 1, "it is kept");
  await page.click("#clear");
  await page.locator("#sure .danger").click();
  await page.locator("#empty").waitFor();
  expect((await list()).total === 0, "all are gone");
  await close(page);
});

test("the keyboard alone is enough", async () => {
  await clear();
  await arrived();
  await deliver(port, ENVELOPE, ORDER.replace("Order 7", "Order 8"));
  const page = await open();
  await page.locator(".row").nth(1).waitFor();
  await page.locator("#subject", { hasText: "Order 8" }).waitFor();
  await page.keyboard.press("j");
  await page.locator("#subject", { hasText: "Order 7" }).waitFor();
  await page.keyboard.press("k");
  await page.locator("#subject", { hasText: "Order 8" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#tab-message").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForSelector("#tab-text[aria-selected=true]:focus");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.waitForSelector("#tab-checks[aria-selected=true]:focus");
  await page.keyboard.press("/");
  await page.waitForSelector("#search:focus");
  await page.keyboard.type("order 7");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 1);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 2);
  await page.keyboard.press("?");
  await page.waitForSelector("#help[open]");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 1);
  await close(page);
});

test("a narrow window shows list or mail and scrolls nowhere sideways", async () => {
  await clear();
  const mail = await arrived();
  const page = await open({ viewport: { width: 360, height: 740 } });
  await page.locator(".row a").click();
  await page.locator("#back").waitFor();
  expect(!(await page.locator("#list").isVisible()), "the list makes room");
  for (const name of ["receipts", "headers", "structure", "source"]) {
    await tab(page, name);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess <= 0, name + " is " + excess + " pixels too wide");
  }
  await page.click("#back");
  await page.locator("#list").waitFor();
  expect(mail.id !== "", "it was there");
  await close(page);
});

test("the page speaks Japanese and changes its language", async () => {
  await arrived();
  const page = await open({ locale: "ja-JP" });
  await page.getByRole("tab", { name: "受信確認" }).waitFor();
  await page.click("#language");
  await page.getByRole("tab", { name: "Receipts" }).waitFor();
  await close(page);
});

test("the setup shows what counts and where it comes from", async () => {
  const page = await open({}, "#/setup");
  const enabled = page.locator("#setup tr", { hasText: "qdmail.rest.enabled" });
  await enabled.locator("td", { hasText: "true" }).waitFor();
  expect((await page.locator("#setup tr", { hasText: "qdmail.smtp.port" }).innerText()).includes("default"), "a default");
  await judged(page, "setup");
  await page.click("#views a");
  await page.locator("#setup h2").waitFor();
  await close(page);
});

test("remote images come only when they are asked for", async () => {
  await deliver(port, { from: "x@example.org", to: ["y@example.org"] },
    `From: x@example.org\nSubject: picture\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p id=p>x</p><img src="${ELSEWHERE}/wanted">\n`);
  const page = await open({}, "#/m/" + (await list()).messages[0].id);
  await page.frameLocator("iframe.html").locator("#p").waitFor();
  expect(!called.includes("/wanted"), "not before");
  await page.click("#remote");
  for (let tries = 0; tries < 100 && !called.includes("/wanted"); tries++) await page.waitForFunction(() => new Promise((resolve) => requestAnimationFrame(() => resolve(true))));
  await page.waitForLoadState("networkidle");
  expect(called.includes("/wanted"), "then it comes, so that the listener would have seen others");
  called.length = 0;
  await close(page);
});

test("a mail of 50 MB is shown as far as it makes sense", async () => {
  const head = "From: big@example.org\r\nSubject: Fifty megabytes\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n";
  await deliver(port, { from: "x@example.org", to: ["y@example.org"] },
    Buffer.concat([Buffer.from(head), Buffer.alloc(50 * 1024 * 1024, "0123456789 0123456789 0123456789 0123456789 0123456789\r\n")]));
  const page = await open({}, "#/m/" + (await list()).messages[0].id + "/source");
  await shows(page, /Too large/);
  await tab(page, "text");
  await shows(page, "0123456789");
  await tab(page, "checks");
  await shows(page, /only the first/);
  await close(page);
});

test("five hundred mails are listed and the newest is first", async () => {
  await clear();
  for (let number = 1; number <= 500; number++) {
    await deliver(port, { from: "x@example.org", to: ["y@example.org"] }, `From: x@example.org\nSubject: Number ${number}\n\nz\n`);
  }
  const page = await open();
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 500);
  expect((await page.locator(".row .what").first().innerText()) === "Number 500", "the newest");
  await close(page);
  await clear();
});

for (const [name, octets] of Object.entries(hostile(ELSEWHERE))) {
  test("hostile: " + name, async () => {
    await deliver(port, { from: "e@evil.example", to: ["t@example.jp"], mail: "BODY=8BITMIME SMTPUTF8" }, octets);
    const before = complaints.length;
    const page = await open({}, "#/m/" + (await list()).messages[0].id);
    for (const each of ["message", "text", "attachments", "structure", "headers", "receipts", "source", "checks"]) {
      await tab(page, each);
      await page.locator("#panel > *").first().waitFor({ state: "attached" });
    }
    await tab(page, "message");
    await page.waitForLoadState("networkidle");
    expect(page.url().startsWith(base), "the page stays");
    expect(called.length === 0, "somebody elsewhere was called: " + called);
    expect(complaints.length === before, complaints.slice(before).join("; "));
    await close(page);
  });
}

for (const colorScheme of ["light", "dark"]) {
  test("nothing serious for axe in " + colorScheme, async () => {
    await clear();
    let page = await open({ colorScheme });
    await judged(page, "empty");
    await close(page);
    const mail = await arrived();
    page = await open({ colorScheme }, "#/m/" + mail.id);
    for (const each of ["text", "attachments", "structure", "headers", "signature", "receipts", "dialogue", "source", "checks"]) {
      await tab(page, each);
      await page.locator("#panel > *").first().waitFor();
      await judged(page, each);
    }
    await close(page);
  });
}

test("no error stood in the console", async () => expect(complaints.length === 0, complaints.join("; ")));

async function takePicture() {
  const page = await open({ viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 }, `#/m/${demo.id}/receipts`);
  await page.getByRole("button", { name: /^delivered/ }).first().click();
  await page.locator(".timeline li").first().waitFor();
  await page.screenshot({ path: picture });
  await close(page);
}

let passed = false;
try {
  if (picture) await takePicture();
  passed = await run(reports, 90_000);
} finally {
  await browser.close();
  elsewhere.close();
}
process.exitCode = passed ? 0 : 1;
