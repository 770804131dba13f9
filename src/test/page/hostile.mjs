// Mails that want more than to be read. "elsewhere" is an address that counts who calls it.
const SCRIPT = "<script>alert(document.domain)</script><img src=x onerror=alert(1)>";

function html(subject, body) {
  return `From: ${SCRIPT} <e@evil.example>\nTo: taro@example.jp\nSubject: ${subject}\nMIME-Version: 1.0\n`
    + `Content-Type: text/html; charset=utf-8\n\n${body}\n`;
}

function nested(levels) {
  let body = "Content-Type: text/plain\n\ndeep\n";
  for (let level = 0; level < levels; level++) {
    body = `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n${body}\n--b${level}--\n`;
  }
  return body;
}

export function hostile(elsewhere) {
  const many = Array.from({ length: 1000 }, (_, at) => `--b\nContent-Type: text/plain; name="${at}"\n\n${at}\n`).join("");
  return {
    "script in every field": `From: ${SCRIPT}\nTo: ${SCRIPT}\nCc: ${SCRIPT}\nSubject: ${SCRIPT}\nX-${"x"}: ${SCRIPT}\n`
      + `Disposition-Notification-To: ${SCRIPT}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n`
      + `--b\nContent-Type: application/octet-stream; name="${SCRIPT.replaceAll('"', "")}"\nContent-ID: <${SCRIPT}>\n\nx\n--b--\n`,
    "script in HTML": html("script", `${SCRIPT}<svg onload="fetch('${elsewhere}/svg')"></svg><body onload="fetch('${elsewhere}/b')">`),
    "loads from elsewhere": html("loads", `<img src="${elsewhere}/i"><link rel=stylesheet href="${elsewhere}/c">`
      + `<style>@import url(${elsewhere}/s);body{background:url(${elsewhere}/u)}</style><iframe src="${elsewhere}/f"></iframe>`
      + `<object data="${elsewhere}/o"></object><video src="${elsewhere}/v" poster="${elsewhere}/p" autoplay></video>`),
    "goes away by itself": html("refresh", `<meta http-equiv=refresh content="0;url=${elsewhere}/r"><base href="${elsewhere}/">`
      + `<form action="${elsewhere}/form"><button id=go autofocus>go</button></form><a href="javascript:alert(1)">x</a>`),
    "CSS that escapes": html("css", "<style>*{position:fixed;inset:0;z-index:99999;background:red}</style><div>over</div>"),
    "HTML that is slow to look through": html("slow", "<img ".repeat(120_000) + "<!--<style>&#<img src=".repeat(5_000)),
    "SVG attachment": "From: e@evil.example\nTo: t@example.jp\nSubject: svg\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
      + `--b\nContent-Type: image/svg+xml; name=a.svg\nContent-Disposition: attachment; filename="../../a.svg"\n\n<svg onload="alert(1)"/>\n--b--\n`,
    "a thousand parts": `From: e@evil.example\nSubject: parts\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${many}--b--\n`,
    "64 levels": `From: e@evil.example\nSubject: levels\nMIME-Version: 1.0\n${nested(64)}`,
    "no header at all": "\njust text\n",
    "nothing": "",
    "header without colon": "From: a@b.example\nthis is no field\nSubject: x\n\ntext\n",
    "boundary that never comes": "From: a@b.example\nSubject: b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=zz\n\ntext\n",
    "empty boundary": "From: a@b.example\nSubject: e\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n\ntext\n",
    "broken Base64": "From: a@b.example\nSubject: 64\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n!!!=A=%%\n",
    "broken quoted-printable": "From: a@b.example\nSubject: qp\nContent-Transfer-Encoding: quoted-printable\n\n=ZZ=\n=4\n",
    "unknown character set": "From: a@b.example\nSubject: =?nonsense?B?!!!?= =?utf-8?q?=ff?=\nContent-Type: text/plain; charset=x-none\n\nt\u00e9xt\n",
    "bidirectional controls": "From: a@b.example\nSubject: \u202egnp.exe\u202c\n\n\u202etext\n",
    "type without slash": "From: a@b.example\nSubject: t\nContent-Type: ;;;==\"\n\ntext\n",
  };
}
