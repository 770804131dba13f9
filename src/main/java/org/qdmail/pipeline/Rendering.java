package org.qdmail.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qdmail.dkim.DkimSigner;
import org.qdmail.encryption.SmimeEncryptor;
import org.qdmail.message.MailMessage;
import org.qdmail.mime.ComposedMail;
import org.qdmail.mime.Composer;
import org.qdmail.mime.Contents;
import org.qdmail.mime.MimeEntity;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;

/** Composes, signs, encrypts and freezes a planned mail. Opens no connection. */
final class Rendering {
    private final Composer composer;
    private final Signers signers;
    private final SmimeEncryptor encryptor;
    private final Optional<DkimSigner> dkim;
    private final SpoolSettings spool;

    Rendering(
            Composer composer,
            Signers signers,
            SmimeEncryptor encryptor,
            Optional<DkimSigner> dkim,
            SpoolSettings spool) {
        this.composer = composer;
        this.signers = signers;
        this.encryptor = encryptor;
        this.dkim = dkim;
        this.spool = spool;
    }

    /** The octets of every copy; all of them have one Message-ID. */
    PipelineMail render(Plan plan) {
        List<FrozenCopy> frozen = new ArrayList<>(plan.copies().size());
        List<String> warnings = new ArrayList<>(plan.warnings());
        Optional<String> messageId = Optional.empty();
        dkim.flatMap(signer ->
                        signer.warning(plan.message().from().orElseThrow().address()))
                .ifPresent(warnings::add);
        try (Contents contents = contents(plan)) {
            for (Copy copy : plan.copies()) {
                ComposedMail composed = composer.compose(plan.message(), copy.readReceiptTo(), messageId, contents);
                messageId = Optional.of(composed.messageId());
                FrozenMail mail = freeze(finished(plan.message(), copy, composed, warnings));
                frozen.add(
                        new FrozenCopy(copy.recipients(), copy.signingIdentity().isPresent(), mail));
                addNew(composed.warnings(), warnings); // complete only now that it is written
                selfCheck(copy, mail);
            }
            return new PipelineMail(
                    plan.id(), messageId.orElseThrow(), plan.envelope(), frozen, warnings, Optional.of(plan.message()));
        } catch (RuntimeException | Error failure) {
            frozen.forEach(copy -> copy.mail().close());
            throw failure;
        }
    }

    private Contents contents(Plan plan) {
        if (plan.copies().size() == 1) return Contents.OF_ONE_COPY;
        boolean isSecret =
                plan.copies().stream().anyMatch(copy -> copy.readers().isPresent());
        return isSecret
                ? Contents.ofSecretCopies(spool.thresholdOctets())
                : Contents.ofCopies(spool.directory(), spool.thresholdOctets(), spool.maxOctets());
    }

    /** Signed, then encrypted (SE-7): a signature outside would tell who wrote, and could be exchanged for another. */
    private ComposedMail finished(MailMessage message, Copy copy, ComposedMail composed, List<String> warnings) {
        if (copy.readers().isEmpty()) return signed(message, copy, composed, warnings);
        ComposedMail signed = signed(message, copy, encryptor.concealed(composed), warnings);
        MimeEntity content = selfChecking(copy)
                .<MimeEntity>map(identity -> new CheckedEntity(identity, signed.body()))
                .orElse(signed.body());
        return encryptor.encrypt(signed.withBody(content), copy.readers().get());
    }

    private ComposedMail signed(MailMessage message, Copy copy, ComposedMail composed, List<String> warnings) {
        if (copy.signingIdentity().isEmpty()) return composed;
        Signers.Signer signer = signers.of(copy.signingIdentity().get());
        boolean protects = signer.settings().protectHeaders() && copy.readers().isEmpty();
        MimeEntity content = protects ? composed.protectedBody() : composed.body();
        return composed.withBody(
                signer.smime().sign(content, message.from().orElseThrow(), message.sender(), warnings::add));
    }

    private void selfCheck(Copy copy, FrozenMail mail) {
        if (copy.readers().isPresent()) return; // it was done while the mail was encrypted
        selfChecking(copy).ifPresent(name -> SelfCheck.verify(name, mail));
    }

    private Optional<String> selfChecking(Copy copy) {
        return copy.signingIdentity().filter(name -> signers.of(name).settings().selfCheck());
    }

    private FrozenMail freeze(ComposedMail composed) {
        try (FrozenMailWriter writer = FrozenMailWriter.create(spool)) {
            if (dkim.isPresent()) return dkim.get().freeze(composed::writeTo, writer);
            composed.writeTo(writer);
            return writer.freeze();
        } catch (IOException impossible) {
            throw new AssertionError("the writer of frozen mail throws its own exceptions", impossible);
        }
    }

    private static void addNew(List<String> more, List<String> warnings) {
        for (String warning : more) {
            if (!warnings.contains(warning)) warnings.add(warning);
        }
    }
}
