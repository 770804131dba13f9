package org.qdmail.houseplan;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which foreign packages may appear in which room. */
final class LibraryRules {

    private static final Set<String> RENDERED_MAIL = Set.of("RenderedMail", "MailServiceProvider");

    private final Rooms rooms;

    private LibraryRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<HouseRule> under(String root) {
        return new LibraryRules(Rooms.under(root)).all();
    }

    private List<HouseRule> all() {
        return List.of(
                only(
                        "the container and its configuration stay at the edge",
                        "AsksTheContainer",
                        in("cdi", "config", "rest", "mailbox", "health", "telemetry", "demo")
                                .or(describe("annotations of the door", this::isAnnotationOfTheDoor)),
                        "jakarta.enterprise..",
                        "jakarta.interceptor..",
                        "org.eclipse.microprofile.."),
                only(
                        "HTTP stays in its own jars",
                        "SpeaksHttp",
                        in("rest", "mailbox"),
                        "jakarta.ws.rs..",
                        "jakarta.servlet.."),
                only(
                        "Jakarta Mail serves only where it is strong",
                        "UsesJakartaMail",
                        in("receipt", "route", "pipeline", "cdi")
                                .or(describe(
                                        "RenderedMail of the door and its provider", this::isRenderedMailOfTheDoor)),
                        "jakarta.mail.."),
                only(
                        "nobody touches an implementation of Jakarta Mail, or of the JDK",
                        "UsesAnImplementation",
                        in(),
                        "org.eclipse.angus..",
                        "com.sun..",
                        "sun.."),
                only(
                        "Bouncy Castle stays in keys, signing and encryption",
                        "UsesBouncyCastle",
                        in("keys", "signing", "encryption"),
                        "org.bouncycastle.."),
                only("SCRAM stays in smtp", "UsesScram", in("smtp"), "com.ongres.."),
                only("the HTML parser stays in mime", "ParsesHtml", in("mime"), "org.jsoup.."),
                only("ICU stays in address", "UsesIcu", in("address"), "com.ibm.icu.."),
                only("Jackson stays in rest", "UsesJackson", in("rest"), "com.fasterxml.."),
                only("OpenTelemetry stays in telemetry", "UsesOpenTelemetry", in("telemetry"), "io.opentelemetry.."),
                only("dnsjava stays in dns", "AsksNameServers", in("dns"), "org.xbill.DNS.."),
                only("mime4j stays in rest", "UsesMime4j", in("rest"), "org.apache.james.."));
    }

    private HouseRule only(
            String name, String brokenBy, DescribedPredicate<JavaClass> allowed, String... foreignPackages) {
        return HouseRule.of(
                name,
                brokenBy,
                noClasses().that(not(allowed)).should().dependOnClassesThat().resideInAnyPackage(foreignPackages));
    }

    private DescribedPredicate<JavaClass> in(String... allowed) {
        return resideInAnyPackage(Stream.of(allowed).map(rooms::packageOf).toArray(String[]::new));
    }

    private boolean isAnnotationOfTheDoor(JavaClass type) {
        JavaClass outermost = outermost(type);
        return isInTheDoor(outermost) && outermost.isAnnotation();
    }

    private boolean isRenderedMailOfTheDoor(JavaClass type) {
        return isInTheDoor(type) && RENDERED_MAIL.contains(outermost(type).getSimpleName());
    }

    private boolean isInTheDoor(JavaClass type) {
        return rooms.of(type).filter(Rooms.DOOR::equals).isPresent();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(LibraryRules::outermost).orElse(type);
    }
}
