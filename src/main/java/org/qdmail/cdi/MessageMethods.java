package org.qdmail.cdi;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.qdmail.message.Wishes;

/** The message methods of one application, each worked out once: its form, and the wishes in force. */
@ApplicationScoped
class MessageMethods {
    private final ClassValue<Map<Method, Plan>> plans = new ClassValue<>() {
        @Override
        protected Map<Method, Plan> computeValue(Class<?> beanClass) {
            return new ConcurrentHashMap<>();
        }
    };

    private Overrides overrides = Overrides.NONE;

    /** What the interceptor has to do for one method of one bean class. */
    record Plan(Form form, Wishes wishes) {}

    @PostConstruct
    void readOverrides() {
        Config config = ConfigProvider.getConfig();
        overrides = new Overrides(key -> config.getOptionalValue(key, String.class));
    }

    /** Works out what is known at start, so that configuration is read then and never later. */
    void prepare(Iterable<Class<?>> messageBeans) {
        for (Class<?> bean : messageBeans)
            for (Method method : AnnotationsInUse.businessMethods(bean)) plan(bean, method);
    }

    Plan plan(Object target, Method method) {
        return plan(beanClass(target.getClass()), method);
    }

    private Plan plan(Class<?> beanClass, Method method) {
        return plans.get(beanClass).computeIfAbsent(method, one -> worked(beanClass, one));
    }

    private Plan worked(Class<?> beanClass, Method method) {
        Wishes wishes = Wishes.NONE;
        for (Aspect aspect : Aspect.values())
            wishes = AnnotationSearch.inForce(beanClass, method, aspect)
                    .map(overrides::wish)
                    .orElse(Wishes.NONE)
                    .orElse(wishes);
        return new Plan(Form.of(method.getGenericReturnType()), wishes);
    }

    /** The class that the application wrote: containers put generated subclasses below it, marked as synthetic. */
    private static Class<?> beanClass(Class<?> generated) {
        Class<?> type = generated;
        while (type.isSynthetic()) type = type.getSuperclass();
        return type;
    }
}
