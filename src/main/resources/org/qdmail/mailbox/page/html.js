/* What the HTML of a mail holds, found without making a document of it. Linear in its length, whatever the mail. */
const REMOTE = /(?:\bsrc(?:set)?\s{0,9}=\s{0,9}["']?\s{0,9}|\bbackground\s{0,9}=\s{0,9}["']?|\burl\(\s{0,9}["']?)(?:https?:)?\/\//i;
const UNSEEN = /^<(style|script|title)\b/i;
const WITHIN_WORDS = /^<\/?(?:a|abbr|b|code|em|font|i|img|small|span|strong|sub|sup|u|wbr)\b/i;
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", yen: "¥", copy: "©" };

/** Whether it wants images of other hosts. */
export const wantsRemote = (html) => REMOTE.test(html);

function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] || whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Where what begins at a "<" ends; -1 when it never does. */
function endOf(html, lower, open) {
  if (html.startsWith("<!--", open)) return lower.indexOf("-->", open);
  const unseen = UNSEEN.exec(html.slice(open, open + 9));
  const last = unseen ? lower.indexOf("</" + unseen[1].toLowerCase(), open + 1) : open;
  return last < 0 ? -1 : lower.indexOf(">", last);
}

/** The text between the tags. */
export function textOf(html) {
  const lowered = html.toLowerCase();
  const lower = lowered.length === html.length ? lowered : html;
  const found = [];
  let at = 0;
  for (let open = html.indexOf("<"); open >= 0; open = html.indexOf("<", at)) {
    found.push(html.slice(at, open), WITHIN_WORDS.test(html.slice(open, open + 9)) ? "" : " ");
    const end = endOf(html, lower, open);
    if (end < 0) return decoded(found.join(""));
    at = end + 1;
  }
  return decoded(found.join("") + html.slice(at));
}

const words = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];

/** Whether a text holds every word of the HTML in the same order, as one that was made from it does. */
export function isDerived(text, html) {
  const wanted = words(textOf(html));
  let met = 0;
  for (const word of words(text)) if (word === wanted[met]) met++;
  return wanted.length > 0 && met === wanted.length;
}
