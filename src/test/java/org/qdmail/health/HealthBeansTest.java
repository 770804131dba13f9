// SPDX-License-Identifier: Apache-2.0
package org.qdmail.health;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.junit.jupiter.api.Test;

class HealthBeansTest {
    /** Otherwise its threads would go on, and hold the classes of an application that is gone. */
    @Test
    void watchEndsWithItsApplication() throws InterruptedException {
        RouteWatch watch;
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(HealthBeans.class)
                .initialize()) {
            watch = container.select(RouteWatch.class).get();
            assertThat(watch.isClosed()).isFalse();
        }

        assertThat(watch.isClosed()).isTrue();
    }
}
