package org.qdmail.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import java.util.List;
import java.util.Set;

/**
 * What the extension found in the beans of the application.
 *
 * @param messageBeans the classes of all beans with a message annotation
 * @param mailers the names of injected mailers; empty text for the unnamed one
 */
record UsedInCode(List<Class<?>> messageBeans, Set<String> mailers) {
    static final String MESSAGE_BEANS = "messageBeans";
    static final String MAILERS = "mailers";

    UsedInCode {
        messageBeans = List.copyOf(messageBeans);
        mailers = Set.copyOf(mailers);
    }

    /** Called by the container only. */
    public static final class Creator implements SyntheticBeanCreator<UsedInCode> {
        @Override
        public UsedInCode create(Instance<Object> lookup, Parameters parameters) {
            return new UsedInCode(
                    List.of(parameters.get(MESSAGE_BEANS, Class[].class)),
                    Set.of(parameters.get(MAILERS, String[].class)));
        }
    }
}
