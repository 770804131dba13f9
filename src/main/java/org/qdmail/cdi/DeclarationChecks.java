package org.qdmail.cdi;

import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.MailService;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MethodFaults;
import org.qdmail.message.MailMessage;

/** Finds message annotations that could not do what they say, in the declarations of one bean. */
final class DeclarationChecks {
    private static final Set<String> MAIL_TYPES = Set.of(MailService.class.getName(), MailMessage.class.getName());

    private final ClassInfo bean;
    private final List<Fault> faults = new ArrayList<>();

    private DeclarationChecks(ClassInfo bean) {
        this.bean = bean;
    }

    static List<Fault> of(ClassInfo bean) {
        DeclarationChecks checks = new DeclarationChecks(bean);
        boolean usesMail = isMessageBean(bean) || Declarations.uses(bean, MAIL_TYPES);
        checks.checkClass();
        for (MethodInfo method : Declarations.methodsOf(bean)) checks.check(method, usesMail);
        for (ClassInfo implemented : Declarations.interfacesOf(bean)) checks.checkInterface(implemented);
        return checks.faults;
    }

    /** Whether a message annotation is in force for the bean or for one of its methods. */
    static boolean isMessageBean(ClassInfo bean) {
        return Arrays.stream(Aspect.values()).anyMatch(aspect -> isOnClass(bean, aspect))
                || Declarations.methodsOf(bean).stream()
                        .anyMatch(method -> !annotationsOn(method).isEmpty());
    }

    private void checkClass() {
        for (Aspect aspect : Aspect.values())
            if (DeclaredAnnotations.onClass(bean, aspect).size() > 1)
                faults.add(MethodFaults.twoValues(bean.name(), shown(aspect)));
    }

    private void check(MethodInfo method, boolean usesMail) {
        String place = Declarations.place(method);
        List<Aspect> own = annotationsOn(method);
        for (Aspect aspect : own)
            if (DeclaredAnnotations.onMethod(method, aspect).size() > 1)
                faults.add(MethodFaults.twoValues(place, shown(aspect)));
        uninterceptedKind(method)
                .filter(kind -> !own.isEmpty())
                .ifPresent(kind -> faults.add(MethodFaults.notIntercepted(place, shown(own), kind)));
        if (!Declarations.isBusiness(method)) return;
        if (DeclaredTypes.hidesMessages(method.returnType()) && isMessageMethod(own))
            faults.add(MethodFaults.hiddenMessages(place, DeclaredTypes.shown(method.returnType())));
        if (usesMail && hasOtherPriority(method)) faults.add(MethodFaults.otherPriority(place));
    }

    private boolean isMessageMethod(List<Aspect> own) {
        return !own.isEmpty() || Arrays.stream(Aspect.values()).anyMatch(aspect -> isOnClass(bean, aspect));
    }

    private static Optional<String> uninterceptedKind(MethodInfo method) {
        if (Declarations.isPrivate(method)) return Optional.of("private method");
        if (method.isStatic()) return Optional.of("static method");
        if (method.isFinal()) return Optional.of("final method");
        return Declarations.isLifecycle(method) ? Optional.of("lifecycle callback") : Optional.empty();
    }

    private static boolean hasOtherPriority(MethodInfo method) {
        return method.hasAnnotation(jakarta.annotation.Priority.class) && !Declarations.isProducer(method);
    }

    private void checkInterface(ClassInfo implemented) {
        for (Aspect aspect : Aspect.values()) {
            if (isOnClass(bean, aspect)) continue;
            if (isOnClass(implemented, aspect))
                faults.add(MethodFaults.onInterfaceOnly(bean.name(), shown(aspect), implemented.name()));
            for (MethodInfo declared : Declarations.ownMethods(implemented)) checkDeclared(declared, aspect);
        }
    }

    private void checkDeclared(MethodInfo declared, Aspect aspect) {
        if (DeclaredAnnotations.onMethod(declared, aspect).isEmpty()) return;
        Optional<MethodInfo> implementing = implementing(declared);
        if (implementing
                .filter(method -> !DeclaredAnnotations.onMethod(method, aspect).isEmpty())
                .isPresent()) return;
        faults.add(MethodFaults.onInterfaceOnly(
                bean.name() + '#' + Declarations.signature(declared),
                shown(aspect),
                declared.declaringClass().name()));
    }

    /** Empty for an inherited default method, and for one whose parameters a type variable of the interface hides. */
    private Optional<MethodInfo> implementing(MethodInfo declared) {
        String signature = Declarations.signature(declared);
        List<MethodInfo> sameName = Declarations.methodsOf(bean).stream()
                .filter(method -> method.name().equals(declared.name())
                        && method.parameters().size() == declared.parameters().size())
                .toList();
        Optional<MethodInfo> exact = sameName.stream()
                .filter(method -> Declarations.signature(method).equals(signature))
                .findFirst();
        return exact.isPresent() || sameName.size() != 1 ? exact : Optional.of(sameName.get(0));
    }

    private static boolean isOnClass(ClassInfo type, Aspect aspect) {
        return !DeclaredAnnotations.onClass(type, aspect).isEmpty();
    }

    private static List<Aspect> annotationsOn(MethodInfo method) {
        return Arrays.stream(Aspect.values())
                .filter(aspect -> !DeclaredAnnotations.onMethod(method, aspect).isEmpty())
                .toList();
    }

    private static String shown(Aspect aspect) {
        return '@' + aspect.annotationName();
    }

    private static String shown(List<Aspect> aspects) {
        return aspects.stream().map(DeclarationChecks::shown).collect(Collectors.joining(", "));
    }
}
