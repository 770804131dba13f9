// Safe against the mail that is shown.
import { expect, test } from "./report.mjs";
import { base, blank, called, close, complaints, documents, ELSEWHERE, eventually, newest, open, port, send, tab, TABS } from "./stage.mjs";
import { hostile } from "./hostile.mjs";
import { deliver } from "./smtp.mjs";

const mails = hostile(ELSEWHERE);

// What the tests below deny has to be seen where nothing holds it back, or they could not fail.
for (const [name, isSeen] of [
  ["script in HTML", (seen) => seen.some((each) => each.startsWith("a dialog"))],
  ["loads from elsewhere", () => ["/i", "/c", "/s", "/u", "/f", "/o", "/p"].every((path) => called.includes(path))],
  ["goes away by itself", () => called.includes("/r")]]) {
  test("without any guard it happens: " + name, async () => {
    const before = complaints.length;
    const page = await blank();
    documents.set("/unguarded", mails[name].slice(mails[name].indexOf("\n\n") + 2));
    await page.goto(ELSEWHERE + "/unguarded", { waitUntil: "commit" });
    await eventually(() => isSeen(complaints.slice(before)), name + "; called: " + called + "; seen: " + complaints.slice(before));
    await close(page);
    complaints.length = before;
    called.length = 0;
    documents.clear();
  });
}

test("an error in the console is a complaint", async () => {
  const before = complaints.length;
  const page = await blank();
  await page.evaluate(() => console.error("seen"));
  await eventually(() => complaints.slice(before).includes("seen"), "the error");
  await close(page);
  complaints.length = before;
});

test("remote images come only when they are asked for", async () => {
  await send(`From: x@example.org\nSubject: picture\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p id=p>x</p><img src="${ELSEWHERE}/wanted">\n`);
  const page = await open({}, "#/m/" + (await newest()).id);
  await page.frameLocator("iframe.html").locator("#p").waitFor();
  expect(!called.includes("/wanted"), "not before");
  await page.click("#remote");
  await eventually(() => called.includes("/wanted"), "the image, when it is asked for");
  called.length = 0;
  await close(page);
});

for (const [name, octets] of Object.entries(mails)) {
  test("hostile: " + name, async () => {
    await deliver(port, { from: "e@evil.example", to: ["t@example.jp"], mail: "BODY=8BITMIME SMTPUTF8" }, octets);
    const before = complaints.length;
    called.length = 0;
    const page = await open({}, "#/m/" + (await newest()).id);
    for (const each of TABS) await tab(page, each);
    await tab(page, "message");
    await page.waitForLoadState("networkidle");
    expect(page.url().startsWith(base), "the page stays");
    expect(called.length === 0, "somebody elsewhere was called: " + called);
    expect(complaints.length === before, complaints.slice(before).join("; "));
    await close(page);
  });
}
