// The page of the mailbox as a person uses it, in Chromium, against the ready server. With a fourth argument it takes a picture.
import { expect, run, test } from "./report.mjs";
import { close, complaints, leave, list, open, picture, reports } from "./stage.mjs";

const TEST_LIMIT_MS = 180_000;

async function takePicture() {
  const demo = (await list()).messages.find((mail) => mail.signed);
  const page = await open({ viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 }, `#/m/${demo.id}/receipts`);
  await page.getByRole("button", { name: /^delivered/ }).first().click();
  await page.locator(".timeline li").first().waitFor();
  await page.screenshot({ path: picture });
  await close(page);
}

let passed = false;
try {
  if (picture) await takePicture();
  await import("./tabs.mjs");
  await import("./living.mjs");
  await import("./everybody.mjs");
  await import("./safe.mjs");
  test("no error stood in the console", async () => expect(complaints.length === 0, complaints.join("; ")));
  passed = await run(reports, TEST_LIMIT_MS);
} finally {
  await leave();
}
process.exitCode = passed ? 0 : 1;
