package org.qdmail.houseplan.bad.smtp;

@SuppressWarnings("StringCaseLocaleUsage")
final class DefaultLocale {
    String lower(String text) {
        return text.toLowerCase();
    }
}
