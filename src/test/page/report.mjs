// Runs tests one after the other and writes what CI counts.
import { mkdirSync, writeFileSync } from "node:fs";

const tests = [];
export const test = (name, body) => tests.push({ name, body });

export function expect(holds, what) {
  if (!holds) throw new Error(what);
}

export async function run(directory, limitMs) {
  const cases = [];
  let failures = 0;
  for (const { name, body } of tests) {
    let timer;
    const limit = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error("not done in time")), limitMs); });
    try {
      await Promise.race([body(), limit]);
      console.log("ok      " + name);
      cases.push(`<testcase name="${xml(name)}"/>`);
    } catch (failure) {
      failures++;
      console.log("FAILED  " + name + "\n        " + failure.message);
      cases.push(`<testcase name="${xml(name)}"><failure message="${xml(failure.message)}"/></testcase>`);
    } finally {
      clearTimeout(timer);
    }
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(directory + "/TEST-page.xml",
    `<testsuite name="page" tests="${tests.length}" errors="0" skipped="0" failures="${failures}">${cases.join("")}</testsuite>\n`);
  return failures === 0;
}

const xml = (text) => text.replace(/[&<>"\u0000-\u001f]/g, (character) => `&#${Math.max(32, character.charCodeAt(0))};`);
