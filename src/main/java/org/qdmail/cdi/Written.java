package org.qdmail.cdi;

import java.lang.annotation.Annotation;

/**
 * A message annotation at the place where an application wrote it, itself or inside a composed annotation.
 *
 * @param annotation one of the three message annotations
 * @param place the class, or class and method, in the form of an override key
 */
record Written(Aspect aspect, Annotation annotation, String place) {
    static String placeOf(Class<?> type) {
        return type.getName();
    }

    static String placeOf(Class<?> type, String method) {
        return type.getName() + '/' + method;
    }

    /** The key that overrides one member of this annotation alone. */
    String key(String member) {
        return place + '/' + aspect.annotationName() + '/' + member;
    }
}
