package org.qdmail.bench;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import java.io.OutputStream;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;

/** Bouncy Castle's own signer for Jakarta Mail: composes a message, signs it and writes it out. */
final class BcmailSigner implements CallTurns.AutoCloseableCall {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final Workload workload;
    private final SigningFiles files;
    private final Session session = AngusMessages.session(25, false);

    private BcmailSigner(Workload workload, SigningFiles files) {
        this.workload = workload;
        this.files = files;
    }

    static Contender contender(SigningFiles files) {
        return new Contender(
                "bcjmail",
                false,
                trial -> new CallTurns(new BcmailSigner(trial.workload(), files), trial.connections()));
    }

    @Override
    public void run() throws Exception {
        MimeMessage message = AngusMessages.compose(session, workload);
        MimeBodyPart part = new MimeBodyPart();
        part.setText(workload.text());
        message.setContent(generator(files).generate(part));
        message.saveChanges();
        message.writeTo(OutputStream.nullOutputStream());
    }

    static SMIMESignedGenerator generator(SigningFiles files) throws Exception {
        String algorithm = files.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        SMIMESignedGenerator generator = new SMIMESignedGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setProvider(PROVIDER)
                .build(algorithm, files.key(), files.chain().get(0)));
        generator.addCertificates(new JcaCertStore(files.chain()));
        return generator;
    }
}
