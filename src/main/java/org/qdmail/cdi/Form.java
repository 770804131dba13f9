package org.qdmail.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.qdmail.message.MailMessage;
import org.qdmail.message.Wishes;

/** The form of a message method, read from its declared return type. */
enum Form {
    /** Decorates every message that is handed off while the method runs. */
    SENDING,
    MESSAGE,
    OPTIONAL,
    LIST,
    STAGE,
    /** Messages in a carrier that cannot be opened; no application with such a method starts (MAIL-0107). */
    HIDDEN;

    private static final Type[] MESSAGE_ONLY = {MailMessage.class};

    static Form of(Type returned) {
        if (returned == MailMessage.class) return MESSAGE;
        if (!mentionsMessage(returned)) return SENDING;
        if (!(returned instanceof ParameterizedType generic)) return HIDDEN;
        if (!isMessage(generic.getActualTypeArguments()[0])) return HIDDEN;
        if (generic.getRawType() == Optional.class) return OPTIONAL;
        if (generic.getRawType() == List.class) return LIST;
        return generic.getRawType() == CompletionStage.class ? STAGE : HIDDEN;
    }

    /** Whether the method returns messages, which are then the only ones decorated. */
    boolean isFactory() {
        return this != SENDING && this != HIDDEN;
    }

    /** What a method returned, with the wishes added to the messages in it. */
    @Nullable
    Object decorated(@Nullable Object result, Wishes wishes) {
        if (result == null) return null;
        return switch (this) {
            case SENDING, HIDDEN -> result;
            case MESSAGE -> message(result, wishes);
            case OPTIONAL -> ((Optional<?>) result).map(one -> message(one, wishes));
            case LIST -> list((List<?>) result, wishes);
            case STAGE -> ((CompletionStage<?>) result).thenApply(one -> message(one, wishes));
        };
    }

    private static List<@Nullable Object> list(List<?> result, Wishes wishes) {
        List<@Nullable Object> decorated = new ArrayList<>(result.size());
        for (Object one : result) decorated.add(message(one, wishes));
        return Collections.unmodifiableList(decorated);
    }

    /** A method that breaks its own generics, or puts null into a list, gets back what it returned. */
    private static @Nullable Object message(@Nullable Object one, Wishes wishes) {
        return one instanceof MailMessage message ? message.withWishes(wishes) : one;
    }

    private static boolean isMessage(Type argument) {
        if (argument instanceof WildcardType wildcard) return Arrays.equals(wildcard.getUpperBounds(), MESSAGE_ONLY);
        return argument == MailMessage.class;
    }

    private static boolean mentionsMessage(Type type) {
        if (type == MailMessage.class) return true;
        if (type instanceof Class<?> raw) return raw.isArray() && mentionsMessage(raw.getComponentType());
        if (type instanceof GenericArrayType array) return mentionsMessage(array.getGenericComponentType());
        if (type instanceof WildcardType wildcard)
            return anyMentionsMessage(wildcard.getUpperBounds()) || anyMentionsMessage(wildcard.getLowerBounds());
        return type instanceof ParameterizedType generic && anyMentionsMessage(generic.getActualTypeArguments());
    }

    private static boolean anyMentionsMessage(Type[] types) {
        return Arrays.stream(types).anyMatch(Form::mentionsMessage);
    }
}
