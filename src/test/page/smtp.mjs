// Hands raw mail to the mailbox, as any program would.
import net from "node:net";

/** Delivers octets; envelope: {from, to: [], mail: "RET=…", rcpt: "NOTIFY=…"}. */
export function deliver(port, envelope, octets) {
  const raw = Buffer.isBuffer(octets) ? octets : Buffer.from(octets.replace(/\r?\n/g, "\r\n"), "utf8");
  const commands = ["EHLO client.example", `MAIL FROM:<${envelope.from}>${envelope.mail ? " " + envelope.mail : ""}`,
    ...envelope.to.map((to) => `RCPT TO:<${to}>${envelope.rcpt ? " " + envelope.rcpt : ""}`),
    `BDAT ${raw.length} LAST`, "QUIT"];
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    let pending = "";
    let sent = 0;
    socket.setTimeout(20_000, () => socket.destroy(new Error("the mailbox does not answer")));
    socket.on("error", reject);
    socket.on("data", (data) => {
      pending += data.toString("latin1");
      const end = /^(\d{3}) .*\r\n/m.exec(pending);
      if (!end) return;
      pending = "";
      if (!/^2/.test(end[1])) { socket.destroy(new Error(end[0])); return; }
      if (sent === commands.length) { socket.end(); resolve(); return; }
      socket.write(commands[sent] + "\r\n");
      if (commands[sent].startsWith("BDAT")) socket.write(raw);
      sent++;
    });
  });
}
