// What the tests play on: the browser, the mailbox behind the page, a listener that counts who calls elsewhere.
import http from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { deliver } from "./smtp.mjs";
import { expect } from "./report.mjs";

export const [base, chromium, reports, picture] = process.argv.slice(2);
const require = createRequire(process.env.PAGE_MODULES + "/");
const playwright = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const STEP_LIMIT_MS = 30_000;

export const api = base + "v1/mailbox/messages";
export const CHANGE = { "X-Qdmail-Mailbox": "page" };
export const list = async () => (await fetch(api)).json();
export const newest = async () => (await list()).messages[0];
export const port = (await list()).smtp.port;
export const ORDER = "From: Shop <shop@example.com>\nTo: Taro <taro@example.jp>\nSubject: Order 7\nMessage-ID: <7@example.com>\n"
  + "Date: Fri, 2 Jan 2026 03:04:05 +0000\nX-Priority: 1\nImportance: High\nDisposition-Notification-To: shop@example.com\n"
  + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=a\n\n"
  + "--a\nContent-Type: text/plain; charset=utf-8\n\nThe plain text \u8a9e\n--a\nContent-Type: text/html; charset=utf-8\n\n"
  + "<p id=greeting>The HTML text <img id=logo src='cid:logo'></p>\n--a--\n--b\nContent-Type: image/png; name=logo.png\n"
  + "Content-Disposition: inline; filename=logo.png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n"
  + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n"
  + "--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename*=utf-8''%E8%A1%8C-rows.csv\n\na,b\n--b--\n";
export const ENVELOPE = { from: "shop@example.com", to: ["taro@example.jp", "bob@example.com"],
  mail: "BODY=8BITMIME RET=HDRS ENVID=E7", rcpt: "NOTIFY=SUCCESS,FAILURE" };
const ANYBODY = { from: "x@example.org", to: ["y@example.org"], mail: "BODY=8BITMIME" };

export const send = (octets) => deliver(port, ANYBODY, octets);
export const clear = () => fetch(api, { method: "DELETE", headers: CHANGE });

/** The order is in the mailbox; what the list says of it. */
export async function arrived() {
  await deliver(port, ENVELOPE, ORDER);
  return newest();
}

/** Paths that were asked for elsewhere; a document that lies there is not counted. */
export const called = [];
export const documents = new Map();
const elsewhere = http.createServer((request, response) => {
  const document = documents.get(request.url);
  if (!document) called.push(request.url);
  response.setHeader("Content-Type", document ? "text/html" : "text/plain");
  response.end(document);
});
await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
export const ELSEWHERE = "http://127.0.0.1:" + elsewhere.address().port;

const browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox"] });

/** Dialogs, faults of scripts and errors of the console, except that a policy did its duty. */
export const complaints = [];

export async function blank(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_LIMIT_MS);
  page.on("console", (line) => {
    const isPolicy = /Content Security Policy|sandboxed|Blocked script|status of 422/.test(line.text());
    if (line.type() === "error" && !isPolicy) complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => { complaints.push("a dialog: " + dialog.message()); dialog.dismiss().catch(() => {}); });
  return page;
}

/** The page of the mailbox at an address of its own; prepare(page) comes before it is loaded. */
export async function open(options = {}, hash = "", prepare = async () => {}) {
  const page = await blank(options);
  await prepare(page);
  await page.goto(base + hash);
  await page.waitForSelector("#server:not(:text('connecting'))");
  return page;
}

export const close = (page) => page.context().close();

export async function leave() {
  await browser.close();
  elsewhere.close();
}

export const TABS = ["message", "text", "attachments", "structure", "headers", "signature", "receipts", "dialogue", "source", "checks"];

export async function tab(page, name) {
  await page.click("#tab-" + name);
  await page.waitForSelector(`#tab-${name}[aria-selected=true]`);
  await page.locator("#panel > *").first().waitFor({ state: "attached" });
}

/** Fails unless the text comes up in the panel. */
export const shows = (page, text) => page.locator("#panel").getByText(text).first().waitFor();

export const rows = (page, count) =>
  page.waitForFunction((wanted) => document.querySelectorAll(".row").length === wanted, count);

/** Waits, not for ever, until something outside of the page holds. */
export async function eventually(holds, what) {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error("it never came: " + what);
}

export async function judged(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const serious = found.violations.filter((each) => ["serious", "critical"].includes(each.impact));
  expect(serious.length === 0, what + ": " + serious.map((each) => each.id + " " + each.nodes[0].target).join("; "));
}

/** Fails when the page, the list or the mail would have to be moved sideways; wide tables and lines move in their box. */
export async function fitsTheWidth(page, what) {
  const excess = await page.evaluate(() => Math.max(...[document.documentElement, ...document.querySelectorAll("section")]
    .map((box) => box.scrollWidth - box.clientWidth)));
  expect(excess <= 0, what + " is " + excess + " pixels too wide");
}
