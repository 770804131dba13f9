package org.qdmail.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.NotifyOn;

/**
 * One command line: the program and its arguments, of checked values alone. What reports are wanted is one for all
 * recipients of it.
 *
 * @param arguments the program first
 * @param recipients whom it is for
 */
record SendmailCommand(List<String> arguments, List<EnvelopeRecipient> recipients) {
    /** Far below what systems let a command line have; the recipients beyond it go into another one. */
    private static final int MOST_OCTETS = 100_000;

    private static final int OCTETS_PER_CHARACTER = 3;

    SendmailCommand {
        arguments = List.copyOf(arguments);
        recipients = List.copyOf(recipients);
    }

    /** As many as the envelope needs, in the order of its recipients. */
    static List<SendmailCommand> of(SendmailSettings settings, Envelope envelope, boolean isSevenBit) {
        Map<NotifyOn, List<EnvelopeRecipient>> groups = new LinkedHashMap<>();
        for (EnvelopeRecipient recipient : envelope.recipients()) {
            NotifyOn reports =
                    settings.dialect().offersReceipts() ? recipient.options().reports() : NotifyOn.DEFAULT;
            groups.computeIfAbsent(reports, none -> new ArrayList<>()).add(recipient);
        }
        List<SendmailCommand> commands = new ArrayList<>();
        groups.forEach((reports, group) -> {
            List<String> options = options(settings, envelope, reports, isSevenBit);
            for (List<EnvelopeRecipient> part : parts(group)) commands.add(with(options, part));
        });
        return commands;
    }

    /** Each of these that takes a value has it in the same argument, so that no program reads it as a recipient. */
    private static List<String> options(
            SendmailSettings settings, Envelope envelope, NotifyOn reports, boolean isSevenBit) {
        SendmailSettings.Dialect dialect = settings.dialect();
        List<String> options = new ArrayList<>();
        options.add(settings.command().toString());
        if (!reports.isDefault()) options.add("-N" + reports.toWire().toLowerCase(Locale.ROOT));
        if (dialect.offersReceipts()) {
            envelope.returnContent()
                    .ifPresent(content -> options.add("-R" + content.toWire().toLowerCase(Locale.ROOT)));
        }
        envelope.envelopeId().flatMap(dialect::envelopeId).ifPresent(id -> options.add("-V" + id));
        if (!isSevenBit) options.add("-B8BITMIME");
        options.add("-i");
        if (dialect.mailsRefusals()) options.add("-oep"); // the reason is ours to tell, and the outcome tells it
        options.add("-f");
        options.add(
                envelope.returnPath().isNone() ? "<>" : envelope.returnPath().wire());
        options.add("--");
        return options;
    }

    private static SendmailCommand with(List<String> options, List<EnvelopeRecipient> recipients) {
        List<String> arguments = new ArrayList<>(options);
        recipients.forEach(recipient -> arguments.add(recipient.address().wire()));
        return new SendmailCommand(arguments, recipients);
    }

    private static List<List<EnvelopeRecipient>> parts(List<EnvelopeRecipient> group) {
        List<List<EnvelopeRecipient>> parts = new ArrayList<>();
        List<EnvelopeRecipient> part = new ArrayList<>();
        int octets = 0;
        for (EnvelopeRecipient recipient : group) {
            int more = OCTETS_PER_CHARACTER * recipient.address().wire().length();
            if (octets + more > MOST_OCTETS && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                octets = 0;
            }
            part.add(recipient);
            octets += more;
        }
        parts.add(part);
        return parts;
    }
}
