// Hands raw mail to the mailbox, as any program would.
import net from "node:net";
import tls from "node:tls";

const STEP_LIMIT_MS = 20_000;

/** Delivers octets; envelope: {from, to: [], mail: "RET=…", rcpt: "NOTIFY=…"}. */
export async function deliver(port, envelope, octets) {
  const socket = net.connect(port, "127.0.0.1");
  await said(socket, null);
  await handOver(socket, envelope, octets);
}

/** The same inside TLS; trusted is the certificate of the mailbox as PEM. */
export async function deliverInsideTls(port, envelope, octets, trusted) {
  const clear = net.connect(port, "127.0.0.1");
  for (const command of [null, "EHLO client.example", "STARTTLS"]) await said(clear, command);
  clear.removeAllListeners();
  await handOver(tls.connect({ socket: clear, ca: trusted, servername: "localhost" }), envelope, octets);
}

async function handOver(socket, envelope, octets) {
  const raw = Buffer.isBuffer(octets) ? octets : Buffer.from(octets.replace(/\r?\n/g, "\r\n"), "utf8");
  const commands = ["EHLO client.example", `MAIL FROM:<${envelope.from}>${envelope.mail ? " " + envelope.mail : ""}`,
    ...envelope.to.map((to) => `RCPT TO:<${to}>${envelope.rcpt ? " " + envelope.rcpt : ""}`)];
  for (const command of commands) await said(socket, command);
  await said(socket, `BDAT ${raw.length} LAST`, raw);
  await said(socket, "QUIT");
  socket.end();
}

/** Writes a command, or waits for the greeting; fails unless the reply is a good one. */
function said(socket, command, content) {
  return new Promise((resolve, reject) => {
    let pending = "";
    const failed = (error) => { socket.destroy(); reject(error); };
    socket.setTimeout(STEP_LIMIT_MS, () => failed(new Error("the mailbox does not answer")));
    socket.removeAllListeners("error").on("error", failed);
    socket.removeAllListeners("data").on("data", (data) => {
      pending += data.toString("latin1");
      const end = /^(\d{3}) .*\r\n/m.exec(pending);
      if (!end) return;
      if (/^2/.test(end[1])) resolve();
      else failed(new Error(end[0]));
    });
    if (command) socket.write(command + "\r\n");
    if (content) socket.write(content);
  });
}
