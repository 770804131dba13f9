/* Elements of the page. Everything that a mail brings is put in as text, never as markup. */
import { language, t } from "./words.js";

/* How the reader writes dates, as far as it is the language of the page. */
const place = navigator.language.startsWith(language) ? navigator.language : language;

export const byId = (id) => document.getElementById(id);

/** An element with attributes, texts or children. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "class") element.className = value;
    else if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  for (const child of children.flat()) element.append(child === null || child === undefined ? "" : child);
  return element;
}

export const badge = (text, color) => make("span", { class: "badge " + (color || "") }, text);
export const note = (text) => make("p", { class: "note" }, text);
export const sheet = (...children) => make("div", { class: "sheet scroll", tabindex: "0" }, ...children);
export const mono = (text) => make("div", { class: "text mono" }, text);
export const titled = (title, ...children) => make("div", {}, make("h3", {}, title), ...children);
export const button = (text, click, attributes) => make("button", { type: "button", click, ...attributes }, text);

export function table(headings, rows) {
  return sheet(make("table", {},
    make("thead", {}, make("tr", {}, headings.map((heading) => make("th", { scope: "col" }, heading)))),
    make("tbody", {}, rows)));
}

export const row = (...cells) => make("tr", {}, cells.map((cell) => make("td", {}, cell)));

export function facts(...pairs) {
  return sheet(make("dl", { class: "facts" }, pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])));
}

export const sizeText = (octets) => octets < 1024 ? octets + " B" : octets < 1024 * 1024
  ? (octets / 1024).toFixed(1) + " KB" : (octets / 1024 / 1024).toFixed(1) + " MB";

export const dateText = (iso) => new Date(iso).toLocaleString(place, { timeZoneName: "short" });
export const dayText = (iso) => new Date(iso).toLocaleDateString(place);

export function timeElement(iso) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(iso)) / 1000));
  const ago = seconds < 60 ? t("just now") : seconds < 3600 ? Math.floor(seconds / 60) + " " + t("min")
    : seconds < 86400 ? Math.floor(seconds / 3600) + " " + t("h") : dayText(iso);
  return make("time", { datetime: iso, title: dateText(iso) }, ago);
}

/** The time of day to the millisecond, for lines that follow each other fast. */
export function clockElement(iso) {
  const at = new Date(iso);
  const two = (number) => String(number).padStart(2, "0");
  return make("time", { class: "time", datetime: iso, title: dateText(iso) }, [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":")
    + "." + String(at.getMilliseconds()).padStart(3, "0"));
}

const SAID_MS = 3000;

/** A button that puts a text on the clipboard and says so for a while. */
export function copyButton(title, text) {
  const copy = button(title, async () => {
    const isDone = await navigator.clipboard.writeText(await text()).then(() => true, () => false);
    copy.textContent = t(isDone ? "Copied" : "The browser does not allow it");
    window.setTimeout(() => { copy.textContent = title; }, SAID_MS);
  });
  return copy;
}
