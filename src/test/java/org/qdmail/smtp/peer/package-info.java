/**
 * Plays SMTP servers that follow a script and refuse anything else, so that a test can meet every reply, silence and loss.
 *
 * <pre>{@code
 * try (ScriptedPeer peer = ScriptedPeer.playing("""
 *         send 220 mx.example ESMTP
 *         ehlo PIPELINING, SIZE 1000000
 *         want MAIL FROM:<shop@example.com>* | send 250 ok
 *         want RCPT TO:<a@example.net>* | send 550 5.1.1 no
 *         fin
 *         """)) {
 *     SmtpRelay relay = new SmtpRelay(SmtpSettings.loopback(peer.port()));
 *     …
 *     peer.verify();
 * }
 * }</pre>
 *
 * <p>One step a line, or several on one line between {@code |}; what such a line sends without a step between goes out in
 * one write. A blank line and what follows {@code #} behind a blank is ignored. The steps:
 *
 * <ul>
 *   <li>{@code send TEXT}, {@code inject TEXT}: the text and CRLF. {@code raw HEX}: these octets and nothing more.
 *   <li>{@code want PATTERN}: the next line has to be this; {@code *} stands for any text. {@code ehlo A, B}: wants EHLO,
 *       offers A and B.
 *   <li>{@code body to-dot}: takes the content of DATA; {@code body chunk}: wants BDAT, takes its octets; {@code body
 *       octets N}: takes N octets of content. A content is stored once a 2yz reply was sent behind its end.
 *   <li>{@code serve}: is a well-behaved server until QUIT; {@code serve N}: for N mails, then the script goes on.
 *   <li>{@code tls KIND}: a handshake; see {@link org.qdmail.smtp.peer.PeerCertificates} for the kinds, besides {@code
 *       garbage} and {@code old} (TLS 1.1).
 *   <li>{@code fin}: ends its direction; {@code rst}: resets. {@code stall}: does nothing until {@code release()}; the
 *       test sees it by {@code awaitStalled()}. {@code drain}: takes whatever comes, to the end, and counts it.
 *   <li>{@code drip N/s TEXT}: the text and CRLF, octet by octet. {@code flood line}: a line without end; {@code flood
 *       lines}: {@code 250-} lines without end.
 *   <li>{@code next}: what follows is for the next connection; {@code again}, last: every further connection gets the
 *       script above it once more. {@code refuse}, alone: nobody listens.
 * </ul>
 *
 * <p>When its script is at its end the peer answers a QUIT and waits for the client to close. Whatever else comes is a
 * deviation, after which the peer resets the connection; {@code verify()} and {@code close()} throw it as an {@link
 * AssertionError} with the whole dialogue. {@code verify()} also waits, up to five seconds, until each scripted connection
 * was played to its end.
 *
 * <p>RSET: the client sends it in front of the next MAIL of a connection that was used before, never right after a
 * failed transaction.
 */
@NullMarked
package org.qdmail.smtp.peer;

import org.jspecify.annotations.NullMarked;
