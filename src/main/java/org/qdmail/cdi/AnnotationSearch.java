package org.qdmail.cdi;

import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.lang.annotation.Inherited;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qdmail.MessageMethod;

/**
 * Finds the message annotations in force for a method: the method's beat the class's, the class's a stereotype's.
 * Interceptors 2.1 cannot be asked for them, so they are read by reflection.
 */
final class AnnotationSearch {
    private AnnotationSearch() {}

    /** The annotation of that aspect in force when {@code method} runs on a bean of {@code beanClass}. */
    static Optional<Written> inForce(Class<?> beanClass, Method method, Aspect aspect) {
        return onMethod(method, aspect).or(() -> onClass(beanClass, aspect));
    }

    static Optional<Written> onMethod(Method method, Aspect aspect) {
        String place = Written.placeOf(method.getDeclaringClass(), method.getName());
        for (Annotation candidate : method.getDeclaredAnnotations()) {
            if (!isBinding(candidate)) continue;
            Optional<Annotation> found = carried(candidate, aspect);
            if (found.isPresent()) return Optional.of(new Written(aspect, found.get(), place));
        }
        return Optional.empty();
    }

    static Optional<Written> onClass(Class<?> beanClass, Aspect aspect) {
        Map<Annotation, Class<?>> present = present(beanClass);
        return first(present, aspect, false).or(() -> first(present, aspect, true));
    }

    private static Optional<Written> first(Map<Annotation, Class<?>> present, Aspect aspect, boolean stereotypes) {
        for (Map.Entry<Annotation, Class<?>> candidate : present.entrySet()) {
            if (stereotypes ? !isStereotype(candidate.getKey()) : !isBinding(candidate.getKey())) continue;
            Optional<Annotation> found = carried(candidate.getKey(), aspect);
            if (found.isPresent())
                return Optional.of(new Written(aspect, found.get(), Written.placeOf(candidate.getValue())));
        }
        return Optional.empty();
    }

    /** All annotations of a class, the inherited ones last, each with the class on which it is written. */
    private static Map<Annotation, Class<?>> present(Class<?> beanClass) {
        Map<Annotation, Class<?>> present = new LinkedHashMap<>();
        Set<Class<?>> seen = new HashSet<>();
        for (Class<?> type = beanClass; type != null; type = type.getSuperclass()) {
            for (Annotation annotation : type.getDeclaredAnnotations()) {
                if (type != beanClass && !annotation.annotationType().isAnnotationPresent(Inherited.class)) continue;
                if (seen.add(annotation.annotationType())) present.put(annotation, type);
            }
        }
        return present;
    }

    /** The annotation of that aspect which is {@code start}, or which it carries at whatever depth. */
    private static Optional<Annotation> carried(Annotation start, Aspect aspect) {
        List<Annotation> open = new ArrayList<>(List.of(start));
        Set<Class<?>> seen = new HashSet<>();
        for (int next = 0; next < open.size(); next++) {
            Annotation annotation = open.get(next);
            if (!seen.add(annotation.annotationType())) continue;
            if (annotation.annotationType() == aspect.annotation()) return Optional.of(annotation);
            for (Annotation meta : annotation.annotationType().getDeclaredAnnotations())
                if (isBinding(meta) || isStereotype(meta)) open.add(meta);
        }
        return Optional.empty();
    }

    private static boolean isBinding(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(InterceptorBinding.class)
                && annotation.annotationType() != MessageMethod.class;
    }

    private static boolean isStereotype(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(Stereotype.class);
    }
}
