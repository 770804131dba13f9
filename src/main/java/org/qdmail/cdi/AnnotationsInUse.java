package org.qdmail.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The message annotations that are in force somewhere in an application. */
final class AnnotationsInUse {
    private AnnotationsInUse() {}

    static Set<Written> of(Iterable<Class<?>> beans) {
        Set<Written> found = new LinkedHashSet<>();
        for (Class<?> bean : beans) {
            for (Aspect aspect : Aspect.values())
                AnnotationSearch.onClass(bean, aspect).ifPresent(found::add);
            for (Method method : businessMethods(bean))
                for (Aspect aspect : Aspect.values())
                    AnnotationSearch.onMethod(method, aspect).ifPresent(found::add);
        }
        return found;
    }

    /** What a container may intercept: inherited methods too, overridden ones not. */
    static List<Method> businessMethods(Class<?> bean) {
        List<Method> methods = new ArrayList<>();
        Set<List<Object>> signatures = new HashSet<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isSynthetic() || isOutOfReach(method)) continue;
                if (signatures.add(List.of(method.getName(), Arrays.asList(method.getParameterTypes()))))
                    methods.add(method);
            }
        }
        return methods;
    }

    private static boolean isOutOfReach(Method method) {
        return Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
    }

    /** The annotations in force for one method, one for each aspect at most. */
    static List<Written> of(Class<?> bean, Method method) {
        return Arrays.stream(Aspect.values())
                .map(aspect -> AnnotationSearch.inForce(bean, method, aspect))
                .flatMap(Optional::stream)
                .toList();
    }
}
