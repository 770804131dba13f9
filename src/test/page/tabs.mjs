// What the tabs of a mail show.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "./report.mjs";
import { arrived, base, close, ENVELOPE, judged, list, newest, open, ORDER, port, send, shows, tab } from "./stage.mjs";
import { deliver, deliverInsideTls } from "./smtp.mjs";

const demo = (await list()).messages.find((mail) => mail.signed);
const panel = (page) => page.locator("#panel").innerText();

test("the mail of the ready server is signed and shown", async () => {
  const page = await open({}, "#/m/" + demo.id);
  await page.locator("#badges").getByText("Signed shop@example.com").waitFor();
  await tab(page, "signature");
  await shows(page, "The signature is intact");
  await shows(page, /openssl cms -verify/);
  await close(page);
});

test("the openssl command to copy proves the same of the downloaded source", async () => {
  const page = await open({ permissions: ["clipboard-read", "clipboard-write"] }, `#/m/${demo.id}/signature`);
  await page.locator("#panel").getByRole("button", { name: "Copy" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  await tab(page, "source");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Download .eml").click()]);
  const directory = mkdtempSync(tmpdir() + "/page-");
  try {
    await download.saveAs(directory + "/" + download.suggestedFilename());
    execFileSync("bash", ["-c", command], { cwd: directory, stdio: "pipe", timeout: 20_000 });
  } finally {
    rmSync(directory, { recursive: true });
  }
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

test("a window of a phone is as narrow as a phone", async () => {
  const page = await open({}, "#/m/" + (await arrived()).id);
  const frame = page.locator("iframe.html");
  for (const [name, isWidth] of [["Phone", (width) => width === 375], ["Tablet", (width) => width === 768], ["Full width", (width) => width > 780]]) {
    await page.getByRole("button", { name }).click();
    const { width } = await frame.boundingBox();
    expect(isWidth(width), name + " is " + width + " pixels wide");
  }
  await page.getByRole("button", { name: "Dark ground" }).click();
  await page.frameLocator("iframe.html").locator("meta[content=dark]").waitFor({ state: "attached" });
  await close(page);
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

test("a file is shown with its name on the wire and its place in the HTML", async () => {
  const page = await open({}, `#/m/${(await arrived()).id}/attachments`);
  const file = (name) => page.locator("section.file", { hasText: name });
  await file("行-rows.csv").getByText("filename*=utf-8''%E8%A1%8C-rows.csv").waitFor();
  await file("logo.png").getByText("shown in the HTML as cid:logo").waitFor();
  await send(ORDER.replace("'cid:logo'", "'cid:other'"));
  await page.goto(page.url().replace(/#.*/, `#/m/${(await newest()).id}/attachments`));
  await file("logo.png").getByText("nowhere in the HTML").waitFor();
  await close(page);
});

test("the text says whether it holds the words of the HTML", async () => {
  const page = await open({}, `#/m/${(await arrived()).id}/text`);
  await shows(page, "Not every word of the HTML");
  await send(ORDER.replace("The plain text", "The <HTML> text: https://example.com/").replace("The HTML text", "<style>p{}</style>The &#72;T<b>ML</b> text"));
  await page.goto(page.url().replace(/#.*/, `#/m/${(await newest()).id}/text`));
  await shows(page, "Every word of the HTML");
  await close(page);
});

test("odd fields are marked with the rule, others are not", async () => {
  await send(`From: x@example.org\nDate: Fri, 2 Jan 2026 03:04:05 +0000\nDate: Fri, 2 Jan 2026 03:04:06 +0000\nX-Long: ${"x".repeat(1000)}\n`
    + `X-Raw: caf\u00e9\nX-Words: =?utf-8?q?${"a".repeat(70)}?=\nX-Bell: \u0007\nImportance: high\n\nz\n`);
  const page = await open({}, `#/m/${(await newest()).id}/headers`);
  const rules = (name) => page.locator("#panel tr", { has: page.locator(`th:text-is("${name}")`) }).first().locator("p.odd small");
  for (const [name, rule] of [["Date", "RFC 5322 section 3.6"], ["X-Long", "RFC 5322 section 2.1.1"], ["X-Raw", "RFC 5322 section 2.2"],
    ["X-Words", "RFC 2047 section 2"], ["X-Bell", "RFC 5322 section 2.2"]]) {
    await rules(name).getByText(rule).waitFor();
  }
  for (const name of ["From", "Importance"]) expect(await rules(name).count() === 0, name + " is not odd");
  await page.locator("#panel tr.part", { hasText: "Priority" }).waitFor();
  await close(page);
});

test("times are local and tell their zone", async () => {
  const mail = await arrived();
  const page = await open({ timezoneId: "Asia/Tokyo" }, `#/m/${mail.id}/dialogue`);
  const title = await page.locator(".dialogue time").first().getAttribute("title");
  expect(/GMT\+9|JST/.test(title) && /GMT\+9|JST/.test(await page.locator(".row time").first().getAttribute("title")), title);
  const hour = (new Date(mail.receivedAt).getUTCHours() + 9) % 24;
  expect((await page.locator(".dialogue time").last().innerText()).startsWith(String(hour).padStart(2, "0") + ":"), "the hour of Tokyo");
  await close(page);
});

test("the dialogue tells whether a mail came inside TLS", async () => {
  const page = await open({}, `#/m/${(await arrived()).id}/dialogue`);
  await shows(page, "without login, in the clear.");
  await deliverInsideTls(port, ENVELOPE, ORDER, await (await fetch(base + "v1/mailbox/certificate")).text());
  await page.goto(page.url().replace(/#.*/, `#/m/${(await newest()).id}/dialogue`));
  await shows(page, /without login, inside TLSv1\.3 TLS_\w+\./);
  await shows(page, /^TLS started: TLSv1\.3 TLS_\w+$/);
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

test("the setup shows what counts and where it comes from", async () => {
  const page = await open({}, "#/setup");
  const enabled = page.locator("#setup tr", { hasText: "qdmail.rest.enabled" });
  await enabled.locator("td", { hasText: "true" }).waitFor();
  expect((await page.locator("#setup tr", { hasText: "qdmail.smtp.port" }).innerText()).includes("default"), "a default");
  const identity = page.locator("#setup tr", { hasText: "shop@example.com" }).filter({ hasText: /20\d\d/ });
  expect((await identity.innerText()).includes("CN="), "the certificate of the demo identity");
  const route = page.locator("#setup tr", { hasText: "127.0.0.1:" }).filter({ hasText: "ready" });
  expect(!(await route.innerText()).includes("not ready"), "the route to the mailbox itself is ready");
  await judged(page, "setup");
  await page.click("#views a");
  await page.locator("#setup h2").waitFor();
  await close(page);
});
