package org.qdmail.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.qdmail.MailService;
import org.qdmail.Mailer;

/** Collects which mailers the beans of an application have injected. */
final class MailerUse {
    private static final Set<String> SERVICE = Set.of(MailService.class.getName());

    private final Set<String> names = new TreeSet<>();

    /** Empty text stands for the unnamed mailer. */
    Set<String> names() {
        return names;
    }

    void look(BeanInfo bean) {
        for (InjectionPointInfo point : bean.injectionPoints()) add(point.type(), point.qualifiers());
    }

    /** The other parameters of an observer are no injection points of its bean. */
    void look(ObserverInfo observer) {
        if (observer.isSynthetic()) return;
        for (ParameterInfo parameter : observer.observerMethod().parameters())
            add(parameter.type(), parameter.annotations());
    }

    private void add(Type type, Collection<AnnotationInfo> qualifiers) {
        if (!DeclaredTypes.mentions(type, SERVICE)) return;
        boolean isAny = false;
        for (AnnotationInfo qualifier : qualifiers) {
            if (qualifier.name().equals(Mailer.class.getName())) {
                names.add(qualifier.value().asString());
                return;
            }
            isAny |= qualifier.name().equals(Any.class.getName());
        }
        if (!isAny) names.add("");
    }
}
