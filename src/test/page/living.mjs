// What changes while somebody looks: arrivals, search, answers, deletion.
import { execFileSync } from "node:child_process";
import { expect, test } from "./report.mjs";
import { api, arrived, CHANGE, clear, close, complaints, ENVELOPE, list, open, ORDER, port, rows, send, tab } from "./stage.mjs";
import { deliver } from "./smtp.mjs";

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

test("the line of the empty mailbox sends a first mail", async () => {
  await clear();
  const page = await open();
  const line = await page.locator("#curl").innerText();
  execFileSync("bash", ["-c", line], { stdio: "pipe", timeout: 20_000 });
  await page.locator(".row", { hasText: "Hello" }).waitFor();
  await close(page);
});

test("without events the list is asked for, and a server that is away is told", async () => {
  await clear();
  const page = await open({}, "", (prepared) => prepared.route("**/events", (route) => route.fulfill({ status: 503 })));
  await page.locator("#empty").waitFor();
  await arrived();
  await page.locator(".row").waitFor();
  await page.route("**/messages", (route) => route.fulfill({ status: 503 }));
  await page.locator("#server.lost").waitFor();
  await page.unroute("**/messages");
  await page.locator("#server:not(.lost)").waitFor();
  await close(page);
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !each.includes("503")));
});

test("an arrival leaves the focus and the other lines where they are", async () => {
  await clear();
  await arrived();
  const page = await open();
  await page.locator(".row a").focus();
  const line = await page.locator(".row").elementHandle();
  await send("From: x@example.org\nSubject: Other\n\nz\n");
  await rows(page, 2);
  expect(await line.evaluate((row) => row.isConnected && row.contains(document.activeElement)), "the line with the focus");
  expect((await page.locator(".row .what").allInnerTexts()).join() === "Other,Order 7", "the newest is first");
  await close(page);
});

test("how long ago it was goes on without any arrival", async () => {
  await clear();
  await arrived();
  const page = await open({}, "", (prepared) => prepared.clock.install());
  await page.locator(".row time", { hasText: "just now" }).waitFor();
  await page.clock.runFor(185_000);
  await page.locator(".row time", { hasText: "3 min" }).waitFor();
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

test("answers that come while another tab is open are in the timeline", async () => {
  const mail = await arrived();
  const page = await open({}, `#/m/${mail.id}/receipts`);
  await page.locator("#panel").getByText("Nobody has answered yet").waitFor();
  await tab(page, "text");
  const answer = await fetch(`${api}/${mail.id}/answers`, { method: "POST", headers: { ...CHANGE, "Content-Type": "application/json" },
    body: JSON.stringify({ kind: "relayed", recipient: "bob@example.com" }) });
  expect(answer.ok, "it is answered: " + answer.status);
  await page.locator("#badges").getByText("answered: relayed").waitFor();
  await tab(page, "receipts");
  await page.locator(".timeline li", { hasText: "bob@example.com" }).waitFor();
  await close(page);
});

test("the focus stays on the button that answered, the status in its field", async () => {
  const page = await open({}, `#/m/${(await arrived()).id}/receipts`);
  await page.locator(".status").first().fill("4.2.2");
  await page.getByRole("button", { name: "delayed taro@example.jp" }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".timeline li", { hasText: "delayed 4.2.2" }).waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "delayed taro@example.jp");
  expect((await page.locator(".status").first().inputValue()) === "4.2.2", "the status");
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
  await page.locator("#sure", { hasText: "1 mail:" }).waitFor();
  await page.getByRole("button", { name: "Keep them" }).click();
  expect((await list()).total === 1, "it is kept");
  await page.click("#clear");
  await page.locator("#sure .danger").click();
  await page.locator("#empty").waitFor();
  expect((await list()).total === 0, "all are gone");
  await close(page);
});

test("a mail that is deleted elsewhere is told to be gone", async () => {
  const mail = await arrived();
  const page = await open({}, `#/m/${mail.id}/text`);
  await page.locator("#view").waitFor();
  await fetch(`${api}/${mail.id}`, { method: "DELETE", headers: CHANGE });
  await page.getByText("This mail is not there any more").waitFor();
  await page.goto(page.url().replace(/#.*/, "#/"));
  await page.getByText("Choose a mail to see it").waitFor();
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
