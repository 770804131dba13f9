package org.qdmail.houseplan.bad.smtp;

import java.time.Instant;

final class ReadsTheClock {
    Instant now() {
        return Instant.now();
    }
}
