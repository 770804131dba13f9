package org.qdmail.reading;

/**
 * Text that was read from octets of a received mail. Octets that mean nothing became U+FFFD.
 *
 * @param text the text
 * @param charset the character set it was read by
 * @param isGuessed whether the mail did not name that set, or named one that does not exist
 */
public record DecodedText(String text, String charset, boolean isGuessed) {}
