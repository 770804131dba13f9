package org.qdmail.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanBuilder;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.qdmail.MailService;
import org.qdmail.Mailer;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MisconfiguredMail;

/** Called by the container only: checks what the declarations of all beans show, and adds the mail services. */
public final class QdmailExtension implements BuildCompatibleExtension {
    private final Map<String, ClassInfo> messageBeans = new LinkedHashMap<>();
    private final MailerUse mailers = new MailerUse();
    private final Set<Fault> faults = new LinkedHashSet<>();

    /** Looks at one bean: at every one, since containers do not search all meta-annotations. */
    @Registration(types = Object.class)
    public void look(BeanInfo bean) {
        if (!bean.isSynthetic()) mailers.look(bean);
        if (!bean.isClassBean()) return;
        ClassInfo type = bean.declaringClass();
        faults.addAll(DeclarationChecks.of(type));
        if (DeclarationChecks.isMessageBean(type)) messageBeans.put(type.name(), type);
    }

    /** Looks at one observer. */
    @Registration(types = Object.class)
    public void look(ObserverInfo observer) {
        mailers.look(observer);
    }

    /**
     * Reports every finding at once. In the later phase of validation the container's own text may come first, and
     * ours never.
     */
    @Synthesis
    public void add(SyntheticComponents components) {
        if (!faults.isEmpty()) throw new MisconfiguredMail(sorted(faults));
        components
                .addBean(UsedInCode.class)
                .type(UsedInCode.class)
                .scope(Singleton.class)
                .withParam(UsedInCode.MESSAGE_BEANS, messageBeans.values().toArray(ClassInfo[]::new))
                .withParam(UsedInCode.MAILERS, mailers.names().toArray(String[]::new))
                .createWith(UsedInCode.Creator.class);
        addService(components, "");
        Set<String> names = new TreeSet<>(mailers.names());
        names.addAll(new ApplicationSettings(ConfigProvider.getConfig()).mailerNames());
        names.remove("");
        for (String name : names) addService(components, name).qualifier(Mailer.Literal.of(name));
    }

    private static SyntheticBeanBuilder<MailService> addService(SyntheticComponents components, String name) {
        return components
                .addBean(MailService.class)
                .type(MailService.class)
                .scope(ApplicationScoped.class)
                .withParam(MailServiceCreator.MAILER, name)
                .createWith(MailServiceCreator.class);
    }

    private static List<Fault> sorted(Iterable<Fault> faults) {
        List<Fault> sorted = new ArrayList<>();
        faults.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Fault::place).thenComparing(Fault::number));
        return sorted;
    }
}
