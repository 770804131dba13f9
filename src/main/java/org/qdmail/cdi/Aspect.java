package org.qdmail.cdi;

import java.lang.annotation.Annotation;
import java.util.List;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.Signed;

/** What a message annotation decides; no two annotations share one. */
enum Aspect {
    PRIORITY(Priority.class),
    RECEIPT(Receipt.class),
    SIGNATURE(Signed.class);

    /** The member that switches an annotation off. */
    static final String ENABLED = "enabled";

    private final Class<? extends Annotation> annotation;

    Aspect(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
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
        return switch (this) {
            case PRIORITY -> List.of("value");
            case RECEIPT -> List.of("value", "on");
            case SIGNATURE -> List.of("identity");
        };
    }
}
