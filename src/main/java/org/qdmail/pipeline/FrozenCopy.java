package org.qdmail.pipeline;

import java.util.List;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.octets.FrozenMail;

/**
 * One copy with its exact octets.
 *
 * @param recipients who gets it
 * @param isSigned whether it carries an S/MIME signature of ours
 * @param mail the octets; whoever holds the copy closes them
 */
record FrozenCopy(List<EnvelopeRecipient> recipients, boolean isSigned, FrozenMail mail) {}
