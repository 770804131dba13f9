package org.qdmail.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.qdmail.settings.RestSettings;
import org.qdmail.settings.RestSettings.Authentication;

/**
 * Who makes a request.
 *
 * @param name the name of the principal; empty without authentication
 * @param roles what the server, or the token, says it may do
 */
record Caller(String name, boolean isKnown, Set<Role> roles) {
    private static final Caller ANYBODY = new Caller("", true, EnumSet.allOf(Role.class));
    private static final Caller NOBODY = new Caller("", false, Set.of());

    Caller {
        roles = Set.copyOf(roles);
    }

    static Caller of(SecurityContext security, RestSettings settings) {
        if (settings.authentication() == Authentication.NONE) return ANYBODY;
        @Nullable Principal principal = security.getUserPrincipal();
        if (principal == null || principal.getName() == null) return NOBODY;
        if (settings.authentication() == Authentication.JWT && !(principal instanceof JsonWebToken)) return NOBODY;
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (security.isUserInRole(role.nameIn(settings.roles()))) roles.add(role);
        }
        return new Caller(principal.getName(), true, roles);
    }

    boolean has(Role role) {
        return roles.contains(role) || isAdmin();
    }

    boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }
}
