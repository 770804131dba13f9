package org.qdmail.cdi;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.interceptor.AroundConstruct;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Walks the declarations of a bean while it is not loaded. */
final class Declarations {
    private static final Set<Class<? extends Annotation>> LIFECYCLE = Set.of(
            PostConstruct.class, PreDestroy.class, AroundInvoke.class, AroundConstruct.class, AroundTimeout.class);

    private Declarations() {}

    /** The class and its superclasses, without Object. */
    static List<ClassInfo> lineOf(ClassInfo bean) {
        List<ClassInfo> line = new ArrayList<>();
        for (ClassInfo type = bean; !isObject(type); type = type.superClassDeclaration()) line.add(type);
        return line;
    }

    /** Every interface that the bean implements, by itself or not. */
    static List<ClassInfo> interfacesOf(ClassInfo bean) {
        Map<String, ClassInfo> found = new LinkedHashMap<>();
        List<ClassInfo> open = new ArrayList<>(lineOf(bean));
        for (int next = 0; next < open.size(); next++) {
            for (ClassInfo one : open.get(next).superInterfacesDeclarations())
                if (found.putIfAbsent(one.name(), one) == null) open.add(one);
        }
        return List.copyOf(found.values());
    }

    /** The methods that the bean's class has: its own, and inherited ones that it does not override. */
    static List<MethodInfo> methodsOf(ClassInfo bean) {
        List<MethodInfo> methods = new ArrayList<>();
        Set<String> overridden = new HashSet<>();
        for (ClassInfo type : lineOf(bean)) {
            for (MethodInfo method : ownMethods(type)) {
                boolean isNew = isPrivate(method) || overridden.add(signature(method));
                if (isNew) methods.add(method);
            }
        }
        return methods;
    }

    static List<MethodInfo> ownMethods(ClassInfo type) {
        return type.methods().stream()
                .filter(method -> method.declaringClass().name().equals(type.name()))
                .toList();
    }

    static boolean isObject(@Nullable ClassInfo type) {
        return type == null || type.name().equals(Object.class.getName());
    }

    static boolean isPrivate(MethodInfo method) {
        return Modifier.isPrivate(method.modifiers());
    }

    static boolean isLifecycle(MethodInfo method) {
        return LIFECYCLE.stream().anyMatch(method::hasAnnotation);
    }

    static boolean isBusiness(MethodInfo method) {
        return !isPrivate(method) && !method.isStatic() && !isLifecycle(method);
    }

    static boolean isProducer(MethodInfo method) {
        return method.hasAnnotation(Produces.class);
    }

    /** Whether a field, parameter or result of the bean mentions one of the named classes. */
    static boolean uses(ClassInfo bean, Set<String> names) {
        return lineOf(bean).stream()
                .flatMap(type -> typesIn(type).stream())
                .anyMatch(type -> DeclaredTypes.mentions(type, names));
    }

    private static List<Type> typesIn(ClassInfo type) {
        List<Type> types = new ArrayList<>();
        for (FieldInfo field : type.fields()) types.add(field.type());
        List<MethodInfo> executables = new ArrayList<>(type.constructors());
        executables.addAll(ownMethods(type));
        for (MethodInfo executable : executables) {
            for (ParameterInfo parameter : executable.parameters()) types.add(parameter.type());
            if (!executable.isConstructor()) types.add(executable.returnType());
        }
        return types;
    }

    /** Name and parameter types: {@code confirmation(String, long)}. */
    static String signature(MethodInfo method) {
        return method.name()
                + method.parameters().stream()
                        .map(parameter -> DeclaredTypes.shown(parameter.type()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    static String place(MethodInfo method) {
        return method.declaringClass().name() + '#' + signature(method);
    }
}
