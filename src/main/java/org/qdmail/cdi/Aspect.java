package org.qdmail.cdi;

import java.lang.annotation.Annotation;
import java.util.List;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.Signed;

/** What a message annotation decides; no two annotations share one. */
enum Aspect {
    PRIORITY(Priority.class, List.of("value")),
    RECEIPT(Receipt.class, List.of("value", "on")),
    SIGNATURE(Signed.class, List.of("identity"));

    /** The member that switches an annotation off. */
    static final String ENABLED = "enabled";

    private final Class<? extends Annotation> annotation;
    private final List<String> members;

    Aspect(Class<? extends Annotation> annotation, List<String> members) {
        this.annotation = annotation;
        this.members = members;
    }

    Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** The name that stands in an override key. */
    String annotationName() {
        return annotation.getSimpleName();
    }

    /** The members that a key may override; {@link #ENABLED} comes with each. */
    List<String> members() {
        return members;
    }
}
