package org.qdmail.cdi;

import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Inherited;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads message annotations from declarations while beans are not loaded: the rule of {@link AnnotationSearch}. */
final class DeclaredAnnotations {
    private DeclaredAnnotations() {}

    /** The different values of one annotation that reach a method by itself. */
    static Set<AnnotationInfo> onMethod(MethodInfo method, Aspect aspect) {
        return carried(method.annotations(), InterceptorBinding.class, aspect);
    }

    /** The different values that reach a class; a stereotype's count only when there is no other. */
    static Set<AnnotationInfo> onClass(ClassInfo type, Aspect aspect) {
        Collection<AnnotationInfo> present = present(type);
        Set<AnnotationInfo> own = carried(present, InterceptorBinding.class, aspect);
        return own.isEmpty() ? carried(present, Stereotype.class, aspect) : own;
    }

    private static Collection<AnnotationInfo> present(ClassInfo bean) {
        Map<String, AnnotationInfo> present = new LinkedHashMap<>();
        for (ClassInfo type : Declarations.lineOf(bean)) {
            for (AnnotationInfo annotation : type.annotations()) {
                if (type != bean && !annotation.declaration().hasAnnotation(Inherited.class)) continue;
                present.putIfAbsent(annotation.name(), annotation);
            }
        }
        return present.values();
    }

    private static Set<AnnotationInfo> carried(
            Collection<AnnotationInfo> present, Class<? extends java.lang.annotation.Annotation> kind, Aspect aspect) {
        Set<AnnotationInfo> values = new LinkedHashSet<>();
        List<AnnotationInfo> open = new ArrayList<>();
        for (AnnotationInfo start : present)
            if (mayCarry(start) && start.declaration().hasAnnotation(kind)) open.add(start);
        Set<AnnotationInfo> seen = new HashSet<>();
        for (int next = 0; next < open.size(); next++) {
            AnnotationInfo annotation = open.get(next);
            if (!seen.add(annotation)) continue;
            if (annotation.name().equals(aspect.annotation().getName())) values.add(annotation);
            for (AnnotationInfo meta : annotation.declaration().annotations())
                if (mayCarry(meta) && isBindingOrStereotype(meta)) open.add(meta);
        }
        return values;
    }

    private static boolean isBindingOrStereotype(AnnotationInfo annotation) {
        return annotation.declaration().hasAnnotation(InterceptorBinding.class)
                || annotation.declaration().hasAnnotation(Stereotype.class);
    }

    /** The platform's own annotations carry none of ours; most annotations are of that kind. */
    private static boolean mayCarry(AnnotationInfo annotation) {
        return !annotation.name().startsWith("java.") && !annotation.name().startsWith("jakarta.");
    }
}
