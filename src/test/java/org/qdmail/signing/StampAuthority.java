// SPDX-License-Identifier: Apache-2.0
package org.qdmail.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.qdmail.signing.CertificateMaker.Issued;

/** An authority of time stamps on loopback that answers as it is told to. */
final class StampAuthority implements AutoCloseable {
    /** What it answers with. */
    enum Answer {
        GOOD,
        WRONG_NONCE,
        WRONG_IMPRINT,
        REJECTED,
        STATUS_500,
        NOT_HTTP,
        NO_TOKEN,
        DAMAGED,
        ENDLESS,
        SILENT,
        DRIPPING,
        CLOSED
    }

    private final ServerSocket listener;
    private final Issued issued;
    private final Answer answer;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Socket> links = new ArrayList<>();

    StampAuthority(Issued issued, Answer answer) throws IOException {
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.issued = issued;
        this.answer = answer;
        Thread thread = new Thread(this::serve, "stamp authority");
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/stamp");
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket link = listener.accept()) {
                links.add(link);
                serve(link);
            } catch (Exception over) { // the client went away, or the test is over
                continue;
            }
        }
    }

    private void serve(Socket link) throws Exception {
        byte[] question = question(new DataInputStream(link.getInputStream()));
        OutputStream out = link.getOutputStream();
        switch (answer) {
            case NOT_HTTP -> out.write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
            case STATUS_500 -> out.write("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            case SILENT -> end.await();
            case CLOSED -> link.close();
            case ENDLESS -> endless(out);
            case DRIPPING -> dripping(out);
            default -> reply(out, response(new TimeStampRequest(question)));
        }
        out.flush();
    }

    private static byte[] question(DataInputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length: ")) length = Integer.parseInt(lower.substring(16));
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
            if (octet != '\r') line.write(octet);
        }
        return line.toString(US_ASCII);
    }

    private static void reply(OutputStream out, byte[] body) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(US_ASCII));
        out.write(body);
    }

    private static void endless(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
        byte[] block = new byte[65_536];
        for (int count = 0; count < 1_000; count++) out.write(block);
    }

    /** One octet, and the others never: a limit on the waiting for each octet would not do. */
    private void dripping(OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0".getBytes(US_ASCII));
        out.flush();
        end.await();
    }

    private byte[] response(TimeStampRequest request) throws Exception {
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .build("SHA256withRSA", issued.keys().getPrivate(), issued.certificate()),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"));
        tokens.addCertificates(new JcaCertStore(List.of(issued.certificate())));
        TimeStampResponseGenerator responses = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
        Date time = Date.from(CertificateMaker.NOW);
        return switch (answer) {
            case REJECTED ->
                responses.generateFailResponse(2, 1 << 7, "not today").getEncoded();
            case NO_TOKEN -> new byte[] {0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00};
            case DAMAGED -> new byte[] {0x30, 0x10, 0x04};
            case WRONG_NONCE ->
                responses
                        .generate(other(request.getMessageImprintDigest(), BigInteger.TEN), BigInteger.ONE, time)
                        .getEncoded();
            case WRONG_IMPRINT ->
                responses
                        .generate(other(new byte[32], request.getNonce()), BigInteger.ONE, time)
                        .getEncoded();
            default -> responses.generate(request, BigInteger.ONE, time).getEncoded();
        };
    }

    private static TimeStampRequest other(byte[] imprint, BigInteger nonce) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA256, imprint, nonce);
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        listener.close();
        for (Socket link : links) link.close();
    }
}
