package org.qdmail.rest;

import org.qdmail.settings.RestSettings;

/** What a caller has to be for a request. */
enum Role {
    SEND,
    READ,
    ADMIN;

    /** Its name in the server, or among the groups of a token. */
    String nameIn(RestSettings.Roles roles) {
        return switch (this) {
            case SEND -> roles.send();
            case READ -> roles.read();
            case ADMIN -> roles.admin();
        };
    }
}
