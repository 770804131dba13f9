package org.qdmail.cdi;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.qdmail.MessageMethod;

/**
 * Records the wishes of a message method. Its priority puts it inside transactions (200) and inside Fault Tolerance
 * (4010 to 4050), so a retry records anew and an asynchronous method records on the thread that runs it.
 */
@Interceptor
@MessageMethod
@Priority(MessageMethodInterceptor.PRIORITY)
class MessageMethodInterceptor implements Serializable {
    static final int PRIORITY = Interceptor.Priority.PLATFORM_AFTER + 500;
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the container injects a client proxy, which is serializable
    private final MessageMethods methods;

    @Inject
    MessageMethodInterceptor(MessageMethods methods) {
        this.methods = methods;
    }

    @AroundInvoke
    @Nullable
    Object record(InvocationContext context) throws Exception {
        MessageMethods.Plan plan = methods.plan(context.getTarget(), context.getMethod());
        if (plan.form().isFactory()) return plan.form().decorated(context.proceed(), plan.wishes());
        try (CurrentWishes.Scope running = CurrentWishes.enter(plan.wishes())) {
            return context.proceed();
        }
    }
}
