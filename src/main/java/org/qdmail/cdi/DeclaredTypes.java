package org.qdmail.cdi;

import jakarta.enterprise.lang.model.types.ParameterizedType;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.enterprise.lang.model.types.WildcardType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.qdmail.message.MailMessage;

/** Reads the types of declarations while beans are not loaded. */
final class DeclaredTypes {
    private static final Set<String> MESSAGE = Set.of(MailMessage.class.getName());
    private static final Set<String> CARRIERS =
            Set.of(Optional.class.getName(), List.class.getName(), CompletionStage.class.getName());

    private DeclaredTypes() {}

    /** Whether messages are in it that {@link Form} could not decorate; the same rule on the container's model. */
    static boolean hidesMessages(Type returned) {
        if (!mentions(returned, MESSAGE)) return false;
        if (returned.isClass()) return false;
        if (!returned.isParameterizedType()) return true;
        ParameterizedType generic = returned.asParameterizedType();
        return !CARRIERS.contains(generic.declaration().name())
                || !isMessage(generic.typeArguments().get(0));
    }

    private static boolean isMessage(Type argument) {
        if (!argument.isWildcardType()) return argument.isClass() && mentions(argument, MESSAGE);
        WildcardType wildcard = argument.asWildcardType();
        return wildcard.lowerBound() == null && isMessage(wildcard.upperBound());
    }

    /** Whether one of the named classes is the type or stands somewhere inside it. */
    static boolean mentions(Type type, Set<String> names) {
        return switch (type.kind()) {
            case CLASS -> names.contains(type.asClass().declaration().name());
            case ARRAY -> mentions(type.asArray().componentType(), names);
            case PARAMETERIZED_TYPE ->
                names.contains(type.asParameterizedType().declaration().name())
                        || type.asParameterizedType().typeArguments().stream().anyMatch(part -> mentions(part, names));
            case WILDCARD_TYPE -> mentionsBound(type.asWildcardType(), names);
            case VOID, PRIMITIVE, TYPE_VARIABLE -> false;
        };
    }

    private static boolean mentionsBound(WildcardType wildcard, Set<String> names) {
        Type upper = wildcard.upperBound();
        Type lower = wildcard.lowerBound();
        return upper != null && mentions(upper, names) || lower != null && mentions(lower, names);
    }

    /** The type as a developer writes it, without packages. */
    static String shown(Type type) {
        return switch (type.kind()) {
            case VOID -> "void";
            case PRIMITIVE -> type.asPrimitive().name();
            case CLASS -> type.asClass().declaration().simpleName();
            case ARRAY -> shown(type.asArray().componentType()) + "[]";
            case PARAMETERIZED_TYPE ->
                type.asParameterizedType().declaration().simpleName()
                        + type.asParameterizedType().typeArguments().stream()
                                .map(DeclaredTypes::shown)
                                .collect(Collectors.joining(", ", "<", ">"));
            case TYPE_VARIABLE -> type.asTypeVariable().name();
            case WILDCARD_TYPE -> shown(type.asWildcardType());
        };
    }

    private static String shown(WildcardType wildcard) {
        Type upper = wildcard.upperBound();
        Type lower = wildcard.lowerBound();
        if (lower != null) return "? super " + shown(lower);
        return upper == null ? "?" : "? extends " + shown(upper);
    }
}
