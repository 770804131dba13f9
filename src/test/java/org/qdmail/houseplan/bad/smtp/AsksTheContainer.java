package org.qdmail.houseplan.bad.smtp;

import jakarta.enterprise.context.ApplicationScoped;

final class AsksTheContainer {
    Class<?> scope = ApplicationScoped.class;
}
