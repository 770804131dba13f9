package org.qdmail.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;

/** Reads the configuration before anything of the application starts; an application with a fault does not start. */
@Dependent
class ApplicationStart {
    private static final int FIRST = 1;

    void start(
            @Observes @Priority(FIRST) Startup event,
            UsedInCode used,
            ApplicationMailers mailers,
            MessageMethods messageMethods) {
        mailers.ready();
        messageMethods.prepare(used.messageBeans());
    }
}
