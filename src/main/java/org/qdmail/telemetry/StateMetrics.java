package org.qdmail.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToLongFunction;
import org.qdmail.pipeline.Inventory;
import org.qdmail.smtp.PoolUse;

/** Measures what the mailers rest on, whenever the values are collected: connections and certificates. */
final class StateMetrics implements AutoCloseable {
    private static final Duration DAY = Duration.ofDays(1);

    private final Inventory inventory;
    private final InstantSource clock;
    private final List<Runnable> instruments;

    StateMetrics(Meter meter, Inventory inventory, InstantSource clock) {
        this.inventory = inventory;
        this.clock = clock;
        instruments = List.of(
                meter.upDownCounterBuilder(Names.CONNECTIONS)
                        .setUnit("{connection}")
                        .setDescription("Connections to relays: in use, or kept for the next mail")
                        .buildWithCallback(this::connections)::close,
                meter.upDownCounterBuilder(Names.CONNECTIONS_MOST)
                        .setUnit("{connection}")
                        .setDescription("Connections that may be in use at once")
                        .buildWithCallback(values -> each(values, PoolUse::most))::close,
                meter.counterBuilder(Names.SUSPECTED_ATTACKS)
                        .setUnit("{event}")
                        .setDescription("What looked like an attack on the way to a relay; each is in the log")
                        .buildWithCallback(values -> each(values, PoolUse::suspectedAttacks))::close,
                meter.gaugeBuilder(Names.CERTIFICATE_DAYS)
                        .setUnit("d")
                        .setDescription("Days until the certificate of a signing identity ends")
                        .buildWithCallback(this::certificates)::close);
    }

    private void certificates(ObservableDoubleMeasurement values) {
        inventory
                .identities()
                .forEach((name, identity) ->
                        values.record(daysLeft(identity), Attributes.of(Names.IDENTITY, Names.orUnnamed(name))));
    }

    private void connections(ObservableLongMeasurement values) {
        inventory.pools().forEach((mailer, use) -> {
            Attributes attributes = Attributes.of(Names.MAILER, Names.orUnnamed(mailer));
            values.record(
                    use.used(), attributes.toBuilder().put(Names.USE, "used").build());
            values.record(
                    use.idle(), attributes.toBuilder().put(Names.USE, "idle").build());
        });
    }

    private void each(ObservableLongMeasurement values, ToLongFunction<PoolUse> value) {
        inventory
                .pools()
                .forEach((mailer, use) ->
                        values.record(value.applyAsLong(use), Attributes.of(Names.MAILER, Names.orUnnamed(mailer))));
    }

    private double daysLeft(Inventory.Identity identity) {
        return Duration.between(clock.instant(), identity.notAfter()).toSeconds() / (double) DAY.toSeconds();
    }

    @Override
    public void close() {
        instruments.forEach(Runnable::run);
    }
}
