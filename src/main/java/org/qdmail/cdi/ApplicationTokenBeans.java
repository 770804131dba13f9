package org.qdmail.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.qdmail.Mailer;
import org.qdmail.RefreshTokenRotated;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.oauth.TokenSource;

/** The beans of an application that give tokens, and its observers of new refresh tokens. */
@Dependent
class ApplicationTokenBeans implements TokenBeans {
    private static final Logger LOG = System.getLogger(ApplicationTokenBeans.class.getName());

    private final Instance<TokenSource> sources;
    private final Event<RefreshTokenRotated> rotated;

    @Inject
    ApplicationTokenBeans(@Any Instance<TokenSource> sources, Event<RefreshTokenRotated> rotated) {
        this.sources = sources;
        this.rotated = rotated;
    }

    @Override
    public Optional<TokenSource> of(String mailer) {
        Instance<TokenSource> own =
                mailer.isEmpty() ? sources.select(Default.Literal.INSTANCE) : sources.select(Mailer.Literal.of(mailer));
        return own.isUnsatisfied() ? Optional.empty() : Optional.of(own.get());
    }

    @Override
    public void rotated(String mailer, Secret refreshToken) {
        Event<RefreshTokenRotated> event = mailer.isEmpty() ? rotated : rotated.select(Mailer.Literal.of(mailer));
        try {
            event.fire(new RefreshTokenRotated(mailer, refreshToken));
        } catch (RuntimeException thrown) {
            LOG.log(
                    Level.WARNING,
                    "an observer of RefreshTokenRotated threw; the new token counts all the same",
                    thrown);
        }
    }
}
