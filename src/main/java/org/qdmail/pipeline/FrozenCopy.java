package org.qdmail.pipeline;

import java.util.List;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.octets.FrozenMail;

/**
 * One copy with its exact octets.
 *
 * @param recipients who gets it
 * @param mail the octets; whoever holds the copy closes them
 */
record FrozenCopy(List<EnvelopeRecipient> recipients, FrozenMail mail) {}
