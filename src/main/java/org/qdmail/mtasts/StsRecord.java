package org.qdmail.mtasts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TXT record that says that there is a policy, and which one is the newest (RFC 8461 section 3.1). */
final class StsRecord {
    private static final Pattern START = Pattern.compile("v=STSv1[ \t]*;.*", Pattern.DOTALL);
    private static final Pattern WHOLE = Pattern.compile(
            "v=STSv1[ \t]*(?:;[ \t]*[a-zA-Z0-9][a-zA-Z0-9_.-]{0,31}=[\\x21-\\x3a\\x3c\\x3e-\\x7e]+[ \t]*)+;?[ \t]*");
    private static final Pattern ID = Pattern.compile(";[ \t]*id=([a-zA-Z0-9]{1,32})[ \t]*(?:;|$)");

    private StsRecord() {}

    /** The version of the policy; empty when there is none: no such record, several of them, or a broken one. */
    static Optional<String> id(List<String> texts) {
        List<String> records =
                texts.stream().filter(text -> START.matcher(text).matches()).toList();
        if (records.size() != 1 || !WHOLE.matcher(records.get(0)).matches()) return Optional.empty();
        Matcher id = ID.matcher(records.get(0));
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }
}
