package org.qdmail.houseplan;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Calls that depend on the machine, hide from tests or cannot be bounded. */
final class CallRules {

    private static final Set<String> RECODING = Set.of(
            InputStreamReader.class.getName(),
            OutputStreamWriter.class.getName(),
            FileReader.class.getName(),
            FileWriter.class.getName(),
            PrintStream.class.getName(),
            PrintWriter.class.getName(),
            Scanner.class.getName());
    private static final Set<String> FORMATTING = Set.of("toLowerCase", "toUpperCase", "format", "formatted");
    private static final Set<String> MATCHING = Set.of("matches", "replaceAll", "replaceFirst", "split");

    private CallRules() {}

    static List<HouseRule> under(String root) {
        Rooms rooms = Rooms.under(root);
        return List.of(
                never("default character set", "DefaultCharset", CallRules::takesDefaultCharset),
                never("default locale", "DefaultLocale", CallRules::takesDefaultLocale),
                never("sleeping", "Sleeps", CallRules::sleeps),
                never("stack traces on the console", "PrintsStackTrace", call -> named(call, "printStackTrace")),
                never("the thread's class loader", "AsksTheThread", CallRules::asksTheThread),
                HouseRule.of(
                        "nobody prints to the console",
                        "Prints",
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(rooms.packageOf("demo"))
                                .should()
                                .accessTargetWhere(describe("System.out or System.err", CallRules::isConsole))),
                HouseRule.of(
                        "the clock of the system is read in its one place only",
                        "ReadsTheClock",
                        noClasses()
                                .that()
                                .haveSimpleNameNotEndingWith(SYSTEM_CLOCK)
                                .should()
                                .accessTargetWhere(calling("the clock of the system", CallRules::readsSystemClock))),
                HouseRule.of(
                        "no monitor is locked by a method",
                        "Synchronizes",
                        methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED)),
                HouseRule.of(
                        "no static field can change: rooms have no hooks",
                        "HasAHook",
                        fields().that().areStatic().should().beFinal()),
                HouseRule.of(
                        "the way of the octets uses no regular expression",
                        "Matches",
                        noClasses()
                                .that()
                                .resideInAnyPackage(octetRooms(rooms))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.util.regex")
                                .orShould()
                                .accessTargetWhere(calling("matching of String", CallRules::matches))),
                HouseRule.of(
                        "the way of the octets looks up no service",
                        "LooksUpAService",
                        noClasses()
                                .that()
                                .resideInAnyPackage(octetRooms(rooms))
                                .should()
                                .dependOnClassesThat()
                                .belongToAnyOf(ServiceLoader.class)));
    }

    /** The one place: a class of this name hands out the clock of the system. */
    private static final String SYSTEM_CLOCK = "SystemClock";

    private static String[] octetRooms(Rooms rooms) {
        return new String[] {
            rooms.packageOf("mime"),
            rooms.packageOf("signing"),
            rooms.packageOf("envelope"),
            rooms.packageOf("smtp"),
            rooms.packageOf("wire")
        };
    }

    private static HouseRule never(String what, String brokenBy, Predicate<CodeUnitAccessTarget> call) {
        return HouseRule.of("never: " + what, brokenBy, noClasses().should().accessTargetWhere(calling(what, call)));
    }

    /** Method references count like calls. */
    private static DescribedPredicate<JavaAccess<?>> calling(String what, Predicate<CodeUnitAccessTarget> call) {
        return describe(what, access -> access.getTarget() instanceof CodeUnitAccessTarget target && call.test(target));
    }

    private static boolean isConsole(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(System.class)
                && Set.of("out", "err").contains(access.getName());
    }

    private static boolean takesDefaultCharset(CodeUnitAccessTarget call) {
        JavaClass owner = call.getOwner();
        if (owner.isEquivalentTo(String.class)) {
            boolean makesOctets = named(call, "getBytes") || (named(call, "<init>") && takes(call, byte[].class));
            return makesOctets && !takes(call, Charset.class) && !takes(call, String.class);
        }
        if (owner.isEquivalentTo(ByteArrayOutputStream.class)) {
            return named(call, "toString") && call.getRawParameterTypes().isEmpty();
        }
        if (owner.isEquivalentTo(Charset.class)) {
            return named(call, "defaultCharset");
        }
        boolean fromReader = takes(call, java.io.Reader.class) || takes(call, java.io.Writer.class);
        return named(call, "<init>")
                && RECODING.contains(owner.getName())
                && !fromReader
                && !takes(call, Charset.class)
                && !(owner.isEquivalentTo(Scanner.class) && !takes(call, InputStream.class));
    }

    private static boolean takesDefaultLocale(CodeUnitAccessTarget call) {
        JavaClass owner = call.getOwner();
        if (owner.isEquivalentTo(String.class)) {
            return FORMATTING.contains(call.getName()) && !takes(call, Locale.class);
        }
        if (owner.isEquivalentTo(DateTimeFormatter.class)) {
            return named(call, "ofPattern") && !takes(call, Locale.class);
        }
        return owner.isEquivalentTo(Locale.class) && named(call, "getDefault");
    }

    private static boolean sleeps(CodeUnitAccessTarget call) {
        return named(call, "sleep")
                && (call.getOwner().isEquivalentTo(Thread.class)
                        || call.getOwner().isEquivalentTo(TimeUnit.class));
    }

    private static boolean asksTheThread(CodeUnitAccessTarget call) {
        boolean loadsByThread = call.getOwner().isEquivalentTo(ServiceLoader.class)
                && named(call, "load")
                && call.getRawParameterTypes().size() == 1;
        return loadsByThread || named(call, "getContextClassLoader");
    }

    private static boolean readsSystemClock(CodeUnitAccessTarget call) {
        JavaClass owner = call.getOwner();
        if (owner.isEquivalentTo(System.class)) {
            return named(call, "currentTimeMillis") || named(call, "nanoTime");
        }
        if (owner.isEquivalentTo(Clock.class)) {
            return call.getName().startsWith("system");
        }
        boolean now = owner.getPackageName().equals("java.time") && named(call, "now") && !takes(call, Clock.class);
        boolean date = owner.isEquivalentTo(java.util.Date.class)
                && named(call, "<init>")
                && call.getRawParameterTypes().isEmpty();
        return now || date;
    }

    private static boolean matches(CodeUnitAccessTarget call) {
        return call.getOwner().isEquivalentTo(String.class) && MATCHING.contains(call.getName());
    }

    private static boolean named(CodeUnitAccessTarget call, String name) {
        return call.getName().equals(name);
    }

    private static boolean takes(CodeUnitAccessTarget call, Class<?> type) {
        return call.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(type));
    }
}
