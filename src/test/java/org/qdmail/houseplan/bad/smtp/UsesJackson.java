package org.qdmail.houseplan.bad.smtp;

import com.fasterxml.jackson.core.JsonFactory;

final class UsesJackson {
    Class<?> json = JsonFactory.class;
}
