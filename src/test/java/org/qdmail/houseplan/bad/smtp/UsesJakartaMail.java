package org.qdmail.houseplan.bad.smtp;

import jakarta.mail.Session;

final class UsesJakartaMail {
    Class<?> session = Session.class;
}
