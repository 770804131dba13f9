// For everybody: keyboard, narrow windows, large letters, languages, what axe finds.
import { expect, test } from "./report.mjs";
import { arrived, clear, close, ENVELOPE, fitsTheWidth, judged, newest, open, ORDER, port, send, tab, TABS } from "./stage.mjs";
import { deliver } from "./smtp.mjs";

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
  await arrived();
  const page = await open({ viewport: { width: 360, height: 740 } });
  await page.locator(".row a").click();
  await page.locator("#back").waitFor();
  expect(!(await page.locator("#list").isVisible()), "the list makes room");
  for (const name of TABS) {
    await tab(page, name);
    await fitsTheWidth(page, name);
  }
  await page.click("#back");
  await page.locator("#list").waitFor();
  await page.locator(".row a").click();
  await page.locator("#back").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#list").waitFor();
  await close(page);
});

test("at 200 % nothing is lost", async () => {
  await clear();
  const mail = await arrived();
  const page = await open({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
  for (const control of ["#search", "#clear", "#language", "#views a"]) await page.locator(control).click({ trial: true });
  await fitsTheWidth(page, "the list");
  await page.goto(page.url().replace(/#.*/, "") + `#/m/${mail.id}`);
  for (const name of TABS) {
    await tab(page, name);
    await fitsTheWidth(page, name);
  }
  await page.locator("#remove").click({ trial: true });
  await page.goto(page.url().replace(/#.*/, "#/setup"));
  await page.locator("#setup table").first().waitFor();
  await fitsTheWidth(page, "setup");
  await close(page);
});

for (const [reducedMotion, moves] of [["reduce", false], ["no-preference", true]]) {
  test("an arrival moves something: " + moves + ", for a reader who says " + reducedMotion, async () => {
    await clear();
    const page = await open({ reducedMotion });
    await page.locator("#empty").waitFor();
    await arrived();
    await page.locator(".row.fresh").waitFor();
    const name = await page.locator(".row.fresh a").evaluate((link) => getComputedStyle(link).animationName);
    expect((name !== "none") === moves, "the animation is " + name);
    await close(page);
  });
}

test("the page speaks Japanese and changes its language", async () => {
  await arrived();
  const page = await open({ locale: "ja-JP" });
  await page.getByRole("tab", { name: "受信確認" }).waitFor();
  await page.click("#language");
  await page.getByRole("tab", { name: "Receipts" }).waitFor();
  await close(page);
});

test("no English is left in the tabs of the Japanese", async () => {
  const mail = await arrived();
  const page = await open({ locale: "ja-JP" }, "#/m/" + mail.id);
  const own = "h2, h3, th:not([scope=row]), dt, button, .note, .verdict, #tabs a";
  for (const name of [...TABS, "setup"]) {
    if (name === "setup") await page.click("#views a");
    else await tab(page, name);
    const texts = await page.locator(name === "setup" ? "#setup" : "#panel").locator(own).allInnerTexts();
    const english = texts.filter((each) => /\b(the|of|is|not|show|copy|download|type|name|key|value|source)\b/i.test(each));
    expect(english.length === 0, name + ": " + english.join("; "));
  }
  await close(page);
});

test("what is odd about a mail is told in Japanese", async () => {
  await send(`From: \nDate: x\nDate: y\nList-Unsubscribe: <https://example.org/>\nMIME-Version: 1.0\nContent-Type: text/html\n\n`
    + `<img src="https://example.org/"><img src="cid:none">\u0000\u00e9${"x".repeat(1000)}\n`);
  const page = await open({ locale: "ja-JP" }, `#/m/${(await newest()).id}/checks`);
  await page.locator(".verdict").nth(8).waitFor();
  const english = (await page.locator(".verdict").allInnerTexts()).filter((each) => /\b(the|there|is|are|has|have|lines)\b/.test(each));
  expect(english.length === 0, english.join("; "));
  await close(page);
});

for (const colorScheme of ["light", "dark"]) {
  test("nothing serious for axe in " + colorScheme, async () => {
    await clear();
    let page = await open({ colorScheme });
    await judged(page, "empty");
    await close(page);
    const mail = await arrived();
    page = await open({ colorScheme }, "#/m/" + mail.id);
    for (const each of TABS) {
      await tab(page, each);
      if (each === "receipts") {
        await page.getByRole("button", { name: "failed taro@example.jp" }).click();
        await page.locator(".timeline li").waitFor();
      }
      await judged(page, each);
    }
    await page.keyboard.press("?");
    await judged(page, "help");
    await page.keyboard.press("Escape");
    await page.click("#clear");
    await judged(page, "question");
    await close(page);
  });
}
