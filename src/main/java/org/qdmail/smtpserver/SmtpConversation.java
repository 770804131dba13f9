package org.qdmail.smtpserver;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Texts;

/**
 * The server's side of one SMTP connection (RFC 5321): greeting, EHLO, STARTTLS, login, transactions, QUIT. Commands
 * are answered in their order; replies leave when no further command has arrived.
 */
final class SmtpConversation implements Runnable {
    private static final Logger LOG = System.getLogger(SmtpConversation.class.getName());
    private static final String NAME = "localhost";
    private static final int MAX_ERRORS = 100;
    private static final long MAX_DRAINED_OCTETS = 64L << 20;
    private static final int MAX_REASON = 200;
    private static final String CROWDED = "503 5.5.1 nothing may follow STARTTLS before its reply (RFC 3207 section 4)";

    private final Premises premises;
    private final DialogueLog log;
    private final ClientLink link;
    private @Nullable String client;
    private @Nullable String user;
    private @Nullable MailTransaction transaction;
    private long mailNumber;
    private int errors;

    SmtpConversation(Socket socket, Premises premises) throws IOException {
        this.premises = premises;
        socket.setSoTimeout(Math.toIntExact(premises.limits().idle().toMillis()));
        socket.setTcpNoDelay(true);
        log = new DialogueLog(premises.clock());
        link = new ClientLink(socket, log);
    }

    /** What a command does; the result is the reply. */
    private interface Effect {
        String run() throws IOException, RefusedCommand;
    }

    @Override
    public void run() {
        try (link) {
            converseToTheEnd();
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "connection ended: {0}", gone.getMessage());
        } finally {
            endTransaction();
        }
    }

    private void converseToTheEnd() throws IOException {
        try {
            converse();
        } catch (ConversationOver over) {
            link.output().flush();
        } catch (SocketTimeoutException silence) {
            link.output()
                    .reply("421 4.4.2 nothing has come for " + premises.limits().idle());
            link.output().flush();
        }
    }

    private void converse() throws IOException {
        answer(scripted("CONNECT"), () -> "220 " + NAME + " ESMTP Qdmail mailbox");
        while (true) {
            if (!link.input().hasBuffered()) {
                log.waits();
                link.output().flush();
            }
            follow(link.input().readLine());
        }
    }

    private void follow(CommandLine line) throws IOException {
        String verb = line.verb();
        boolean isLogin = verb.equals("AUTH");
        log.client(isLogin ? blanked(line) : line.text());
        if (line.flaw() != CommandLine.Flaw.NONE) {
            answer(Misbehaviour.NONE, () -> refusalOf(line.flaw()));
            return;
        }
        if (verb.equals("MAIL")) beginMail();
        switch (verb) {
            case "DATA" -> data();
            case "BDAT" -> chunk(line);
            case "STARTTLS" -> startTls(line);
            default -> answer(scripted(verb), () -> effectOf(verb, line));
        }
        if (verb.equals("QUIT")) throw new ConversationOver("QUIT");
    }

    private static String blanked(CommandLine line) {
        String[] words = line.rest().split(" +", 2);
        return words.length > 1 ? "AUTH " + words[0] + " (login)" : line.text();
    }

    private static String refusalOf(CommandLine.Flaw flaw) {
        return switch (flaw) {
            case BARE_LINE_END -> "500 5.5.2 the line ends with LF alone; CRLF is required (RFC 5321 section 2.3.8)";
            case TOO_LONG -> "500 5.5.2 line too long; at most " + SmtpInput.MAX_LINE_OCTETS + " octets are read";
            case NOT_UTF8 -> "501 5.5.2 not UTF-8";
            default -> "501 5.5.2 control character in a command";
        };
    }

    private String effectOf(String verb, CommandLine line) throws IOException, RefusedCommand {
        return switch (verb) {
            case "EHLO" -> hello(line, SmtpOutput.ofLines("250", capabilities()));
            case "HELO" -> hello(line, "250 " + NAME);
            case "AUTH" -> login(line);
            case "MAIL" -> mail(line);
            case "RCPT" -> recipient(line);
            case "RSET" -> {
                endTransaction();
                yield "250 2.0.0 forgotten";
            }
            case "NOOP" -> "250 2.0.0 ok";
            case "VRFY" -> "252 2.5.2 every address is taken here";
            case "QUIT" -> "221 2.0.0 goodbye";
            default -> throw new RefusedCommand("500 5.5.1 this command is not known here");
        };
    }

    private List<String> capabilities() {
        List<String> capabilities = new ArrayList<>(List.of(
                NAME,
                "PIPELINING",
                "SIZE " + premises.limits().maxStoredOctets(),
                "8BITMIME",
                "SMTPUTF8",
                "ENHANCEDSTATUSCODES",
                "CHUNKING",
                "DSN"));
        if (link.tls().isEmpty()) capabilities.add("STARTTLS");
        capabilities.add(LoginDialogue.OFFER);
        return capabilities;
    }

    private String hello(CommandLine line, String reply) throws RefusedCommand {
        if (line.rest().isEmpty()) throw new RefusedCommand("501 5.5.4 " + line.verb() + " needs the client's name");
        client = line.rest();
        endTransaction();
        return reply;
    }

    private void startTls(CommandLine line) throws IOException {
        String reply = answer(scripted("STARTTLS"), () -> readyForTls(line));
        if (reply.equals(CROWDED)) {
            link.input().discard();
            throw endedByTls("commands came behind STARTTLS in the clear and were discarded");
        }
        if (!reply.startsWith("220")) return;
        link.output().flush();
        log.waits();
        try {
            link.encrypt(premises.tls());
        } catch (IOException failure) {
            throw endedByTls("the TLS handshake failed, perhaps since the client does not trust this certificate: "
                    + Texts.shown(String.valueOf(failure.getMessage()), MAX_REASON));
        }
        forgetClient();
        log.beginTls();
        log.note("TLS started: " + link.tls().orElseThrow());
    }

    private String readyForTls(CommandLine line) throws IOException, RefusedCommand {
        if (!line.rest().isEmpty()) throw new RefusedCommand("501 5.5.4 STARTTLS takes no parameter");
        if (link.tls().isPresent()) throw new RefusedCommand("503 5.5.1 TLS has been started already");
        requireHello();
        if (transaction != null) throw new RefusedCommand("503 5.5.1 no STARTTLS inside a mail");
        if (link.input().hasBuffered()) throw new RefusedCommand(CROWDED);
        try {
            premises.tls().prepare();
        } catch (IllegalStateException unable) {
            LOG.log(Level.WARNING, "the mailbox cannot offer TLS", unable);
            throw new RefusedCommand("454 4.7.0 TLS is not available; the log tells why");
        }
        return "220 2.0.0 begin the handshake";
    }

    /** What was said in the clear may be somebody else's (RFC 3207 section 4.2). */
    private void forgetClient() {
        client = null;
        user = null;
        endTransaction();
    }

    /** No mail will show this connection's dialogue, so the log has to tell. */
    private ConversationOver endedByTls(String remark) {
        log.note(remark);
        LOG.log(Level.INFO, "mailbox: {0}", remark);
        return new ConversationOver(remark);
    }

    private String login(CommandLine line) throws IOException, RefusedCommand {
        requireHello();
        if (user != null) throw new RefusedCommand("503 5.5.1 already logged in (RFC 4954 section 4)");
        if (transaction != null) throw new RefusedCommand("503 5.5.1 no login inside a mail");
        user = LoginDialogue.run(line.rest(), challenge -> {
            link.output().reply("334 " + challenge);
            link.output().flush();
            log.waits();
            CommandLine answer = link.input().readLine();
            log.client("(login)");
            return answer.text();
        });
        link.input().blankLine();
        log.note("logged in as " + user);
        return "235 2.7.0 any login is accepted here";
    }

    private void requireHello() throws RefusedCommand {
        if (client == null) throw new RefusedCommand("503 5.5.1 EHLO comes first");
    }

    private void beginMail() {
        mailNumber = premises.script().beginMail();
        log.beginMail();
    }

    private String mail(CommandLine line) throws RefusedCommand {
        requireHello();
        if (transaction != null) throw new RefusedCommand("503 5.5.1 a mail has begun already");
        EnvelopeCommand mail = EnvelopeParser.parse(line.text(), "MAIL FROM:");
        EnvelopeParameters.checkMail(mail, premises.limits().maxStoredOctets());
        transaction = new MailTransaction(premises.limits(), mail);
        return "250 2.1.0 sender ok";
    }

    private String recipient(CommandLine line) throws RefusedCommand {
        MailTransaction mail = requireTransaction();
        mail.addRecipient(EnvelopeParser.parse(line.text(), "RCPT TO:"));
        return "250 2.1.5 recipient ok";
    }

    private MailTransaction requireTransaction() throws RefusedCommand {
        MailTransaction mail = transaction;
        if (mail == null) throw new RefusedCommand("503 5.5.1 MAIL comes first");
        return mail;
    }

    private void data() throws IOException {
        String reply = answer(scripted("DATA"), () -> {
            requireTransaction().requireReadyForData();
            return "354 go on, CRLF . CRLF ends it";
        });
        MailTransaction mail = transaction;
        if (mail == null || !reply.startsWith("354")) return;
        link.output().flush();
        log.waits();
        try (MailWriter content = new MailWriter(premises.limits())) {
            DataReading.readInto(content, link.input());
            noteContent("content", content);
            Misbehaviour script = scripted("END");
            answer(script, () -> store(mail, content, script));
        }
        endTransaction();
    }

    private void noteContent(String what, MailWriter content) {
        log.note(what + ", " + content.sizeOctets() + " octets in all");
    }

    private void chunk(CommandLine line) throws IOException {
        BdatCommand bdat;
        try {
            bdat = BdatCommand.parse(line.rest());
        } catch (RefusedCommand refused) {
            answer(Misbehaviour.NONE, refused::reply);
            throw new ConversationOver("where the chunk ends is not known");
        }
        if (bdat.octets() > premises.limits().maxStoredOctets() + MAX_DRAINED_OCTETS) {
            answer(Misbehaviour.NONE, this::tooLarge);
            throw new ConversationOver("chunk too large to be read");
        }
        MailWriter content = chunkWriter();
        link.input().readChunk(bdat.octets(), content == null ? (block, offset, length) -> {} : content);
        if (content != null) noteContent("chunk of " + bdat.octets() + " octets", content);
        Misbehaviour script = scriptedForChunk(bdat);
        String reply = answer(script, () -> afterChunk(bdat, script));
        MailTransaction mail = transaction;
        if (mail == null) return;
        if (!reply.startsWith("2")) mail.fail();
        else if (bdat.isLast()) endTransaction();
    }

    private Misbehaviour scriptedForChunk(BdatCommand bdat) {
        Misbehaviour script = scripted("BDAT");
        return script.equals(Misbehaviour.NONE) && bdat.isLast() ? scripted("END") : script;
    }

    private @Nullable MailWriter chunkWriter() {
        try {
            return requireTransaction().chunks();
        } catch (RefusedCommand refused) {
            return null; // afterChunk says it, when the octets that must not be read as commands are gone
        }
    }

    private String afterChunk(BdatCommand bdat, Misbehaviour script) throws RefusedCommand {
        MailTransaction mail = requireTransaction();
        MailWriter content = mail.chunks();
        if (bdat.isLast()) return store(mail, content, script);
        if (content.isTooLarge()) return tooLarge();
        return "250 2.0.0 " + bdat.octets() + " octets received";
    }

    private String store(MailTransaction mail, MailWriter writer, Misbehaviour script) {
        if (writer.isTooLarge()) return tooLarge();
        MailContent content = writer.finish();
        if (writer.isBroken()) {
            content.discard();
            return "452 4.3.1 the mailbox cannot write to its disk";
        }
        String id = premises.ids().next();
        String reply = script.reply().isEmpty() ? "250 2.0.0 caught as " + id : script.replyText();
        boolean isAnswered = script.action() == Misbehaviour.Action.ANSWER;
        if (!isAnswered) log.note("script: " + script.action() + " in place of the reply");
        premises.store()
                .add(new StoredMail(
                        id,
                        premises.clock().instant(),
                        mail.mail(),
                        mail.recipients(),
                        String.valueOf(client),
                        Optional.ofNullable(user),
                        link.tls(),
                        content,
                        log.takeMail(isAnswered ? reply : null)));
        return reply;
    }

    private String tooLarge() {
        return "552 5.3.4 at most " + premises.limits().maxStoredOctets()
                + " octets are taken (qdmail.mailbox.max-size)";
    }

    private void endTransaction() {
        if (transaction != null) transaction.close();
        transaction = null;
    }

    private Misbehaviour scripted(String verb) {
        return premises.script().at(verb, mailNumber);
    }

    private String answer(Misbehaviour script, Effect effect) throws IOException {
        pause(script);
        String reply = script.refuses() ? script.replyText() : replyOf(effect);
        breakOff(script.action());
        if (!script.reply().isEmpty() && reply.charAt(0) < '4') reply = script.replyText();
        link.output().reply(reply);
        if (reply.startsWith("421") || isWornOut(reply)) throw new ConversationOver("421 or too many errors");
        return reply;
    }

    private static String replyOf(Effect effect) throws IOException {
        try {
            return effect.run();
        } catch (RefusedCommand refused) {
            return refused.reply();
        }
    }

    private boolean isWornOut(String reply) {
        return reply.startsWith("50") && ++errors > MAX_ERRORS;
    }

    private void pause(Misbehaviour script) throws IOException {
        if (script.delay().isZero()) return;
        link.output().flush();
        awaitClosing(script.delay().toMillis());
    }

    private void breakOff(Misbehaviour.Action action) throws IOException {
        if (action == Misbehaviour.Action.ANSWER) return;
        link.output().flush();
        if (action == Misbehaviour.Action.STALL) awaitClosing(Long.MAX_VALUE);
        if (action == Misbehaviour.Action.RESET) link.reset();
        throw new ConversationOver(action.name());
    }

    private void awaitClosing(long millis) throws IOException {
        try {
            if (premises.closing().await(millis, TimeUnit.MILLISECONDS)) throw new ConversationOver("server closes");
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ConversationOver("interrupted");
        }
    }
}
