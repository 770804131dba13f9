package org.qdmail.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** The names that dashboards use. An attribute never holds an address, a host, a subject or a server's words. */
final class Names {
    static final String SCOPE = "org.qdmail";

    static final String SEND_DURATION = "qdmail.send.duration";
    static final String STEP_DURATION = "qdmail.send.step.duration";
    static final String RECIPIENTS = "qdmail.recipients";
    static final String MAIL_SIZE = "qdmail.mail.size";
    static final String CONNECTIONS = "qdmail.pool.connections";
    static final String CONNECTIONS_MOST = "qdmail.pool.connections.max";
    static final String SUSPECTED_ATTACKS = "qdmail.pool.suspected_attacks";
    static final String CERTIFICATE_DAYS = "qdmail.certificate.days";

    /** The name of the mailer or of the signing identity that has none. */
    static final String UNNAMED = "default";

    static final AttributeKey<String> MAILER = AttributeKey.stringKey("qdmail.mailer");
    static final AttributeKey<String> IDENTITY = AttributeKey.stringKey("qdmail.identity");
    /** The tag of the message. */
    static final AttributeKey<String> TAG = AttributeKey.stringKey("qdmail.tag");
    /** What became of the whole send; see {@link SendOutcome}. */
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("qdmail.outcome");
    /** What became of one recipient: the state of its outcome, in small letters. */
    static final AttributeKey<String> STATE = AttributeKey.stringKey("qdmail.state");
    /** The step of the SMTP dialogue that decided, in small letters. */
    static final AttributeKey<String> PHASE = AttributeKey.stringKey("qdmail.phase");
    /** The number, such as {@code MAIL-0607}; the class of what is no failure of ours. */
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    /** {@code render} or {@code deliver}. */
    static final AttributeKey<String> STEP = AttributeKey.stringKey("qdmail.step");
    /** {@code used} or {@code idle}. */
    static final AttributeKey<String> USE = AttributeKey.stringKey("qdmail.pool.use");
    /** Our id of the mail, as in its result; on spans only. */
    static final AttributeKey<String> MAIL_ID = AttributeKey.stringKey("qdmail.mail.id");
    /** How many mails it was: recipients may get different octets; on spans only. */
    static final AttributeKey<Long> COPIES = AttributeKey.longKey("qdmail.mail.copies");
    /** The octets of the largest of them; on spans only. */
    static final AttributeKey<Long> SIZE = AttributeKey.longKey("qdmail.mail.size");
    /** How many recipients it had; on spans only. */
    static final AttributeKey<Long> RECIPIENT_COUNT = AttributeKey.longKey("qdmail.mail.recipients");

    private Names() {}

    static String orUnnamed(String name) {
        return name.isEmpty() ? UNNAMED : name;
    }
}
