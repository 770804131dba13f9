package org.qdmail;

import org.qdmail.failure.Secret;

/**
 * A token endpoint gave out a new refresh token (RFC 6749 section 6). Fired before the next mail leaves, for the observers
 * of its mailer: the one before may be good for nothing from now on, so whoever configures {@code
 * qdmail.smtp.oauth.refresh-token} has to keep the new one for the next start. An observer that throws is logged; the new
 * token counts all the same, until the end of the process.
 *
 * @param mailer the name of the mailer; empty for the unnamed one
 * @param refreshToken the new one
 */
public record RefreshTokenRotated(String mailer, Secret refreshToken) {}
