package org.qdmail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployer;

/** Deploys applications that must not start. */
final class RefusedStart {
    /** What a log says of an application that did start: Open Liberty, WildFly, Payara. */
    private static final List<String> STARTED =
            List.of("CWWKZ0001I: Application %s", "WFLYSRV0010: Deployed \"%s.war\"", "%s was successfully deployed");

    private RefusedStart() {}

    /** Fails unless the application is refused and the server's log has these texts. */
    static void assertRefused(Deployer deployer, String archive, String... texts) {
        ServerLog log = ServerLog.fromNow();

        assertThatThrownBy(() -> deploy(deployer, archive, log)).isNotNull();

        assertThat(log.text())
                .contains(texts)
                .doesNotContain(
                        STARTED.stream().map(text -> text.formatted(archive)).toArray(String[]::new));
    }

    /** That of Liberty waits a minute for an application that refused in its start-up event: the log knows it at once. */
    private static void deploy(Deployer deployer, String archive, ServerLog log) {
        Thread deploying = Thread.currentThread();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        String refused = "CWWKZ0012I: The application " + archive + " was not started";
        ScheduledFuture<?> looking = watch.scheduleWithFixedDelay(
                () -> {
                    if (!log.text().contains(refused)) return;
                    watch.shutdown();
                    deploying.interrupt();
                },
                200,
                200,
                TimeUnit.MILLISECONDS);
        try {
            deployer.deploy(archive);
        } finally {
            looking.cancel(true);
            watch.shutdownNow();
            Thread.interrupted();
        }
    }
}
