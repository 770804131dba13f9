package org.qdmail.cdi;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** A container of one test: Weld SE with the beans of Qdmail, those of the test, and a configuration of its own. */
final class Containers {
    private Containers() {}

    /** Starts an application; it is stopped by closing what is returned. */
    static Application start(Map<String, String> config, Class<?>... beans) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // MicroProfile Config keeps one configuration per class loader
        URLClassLoader own = new URLClassLoader(new URL[0], Containers.class.getClassLoader());
        ConfigProviderResolver.instance()
                .registerConfig(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(config, "test", 100))
                                .build(),
                        own);
        thread.setContextClassLoader(own);
        try {
            SeContainer container = SeContainerInitializer.newInstance()
                    .setClassLoader(own)
                    .disableDiscovery()
                    .addBeanClasses(
                            ApplicationMailers.class,
                            ApplicationInventory.class,
                            ApplicationStart.class,
                            ApplicationTokenBeans.class,
                            MailEvents.class,
                            MessageMethods.class,
                            MessageMethodInterceptor.class)
                    .addBeanClasses(beans)
                    .initialize();
            return new Application(container, own, before);
        } catch (RuntimeException refused) {
            thread.setContextClassLoader(before);
            throw refused;
        }
    }

    record Application(SeContainer container, ClassLoader own, ClassLoader before) implements AutoCloseable {
        <T> T get(Class<T> type) {
            return container.select(type).get();
        }

        @Override
        public void close() {
            container.close();
            ConfigProviderResolver.instance()
                    .releaseConfig(ConfigProviderResolver.instance().getConfig(own));
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
