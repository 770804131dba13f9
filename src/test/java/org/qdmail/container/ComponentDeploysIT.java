package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The component jar inside an application on Open Liberty. */
@ExtendWith(ArquillianExtension.class)
class ComponentDeploysIT {

    @Inject
    Greeter greeter;

    @Deployment
    static WebArchive application() {
        return Archives.withComponent("component").addClass(Greeter.class);
    }

    @Test
    void applicationWithTheComponentStartsAndInjectsItsOwnBean() {
        assertThat(greeter.greeting()).isEqualTo("good morning");
    }

    @ApplicationScoped
    static class Greeter {
        String greeting() {
            return "good morning";
        }
    }
}
