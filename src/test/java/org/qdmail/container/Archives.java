package org.qdmail.container;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Archives for the tests in the container. They hold the jars that the build made, so the jars are what is tested. */
public final class Archives {

    private static final String BEANS_XML = "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
            + " bean-discovery-mode=\"annotated\"></beans>";

    private Archives() {}

    /** An application with the component, the libraries that it carries, and AssertJ. */
    public static WebArchive withComponent(String name) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsLibrary(builtJar("component.jar"))
                .addAsLibraries(carriedLibraries())
                .addAsLibrary(jarOf(Assertions.class))
                .addAsWebInfResource(new StringAsset(BEANS_XML), "beans.xml");
    }

    /** The same with the embedded mailbox. */
    public static WebArchive withMailbox(String name) {
        return withComponent(name).addAsLibrary(builtJar("mailbox.jar"));
    }

    /** The same with the service over HTTP and what that carries. */
    public static WebArchive withRest(String name) {
        return withMailbox(name)
                .addAsLibrary(builtJar("rest.jar"))
                .addAsLibrary(jarOf(JsonFactory.class))
                .addAsLibrary(jarOf(MimeTokenStream.class));
    }

    /** The same archive with {@code META-INF/microprofile-config.properties}, one {@code key=value} a line. */
    public static WebArchive configured(WebArchive archive, String... lines) {
        String text = "config_ordinal=200\n" + String.join("\n", lines) + "\n";
        return archive.addAsResource(new StringAsset(text), "META-INF/microprofile-config.properties");
    }

    private static File builtJar(String property) {
        return new File(given(property));
    }

    private static File[] carriedLibraries() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(given("component.libraries"))
                .map(File::new)
                .toArray(File[]::new);
    }

    /** The jar that a class of the test was loaded from. */
    static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException broken) {
            throw new IllegalStateException(type.getName(), broken);
        }
    }

    private static String given(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("system property " + property + " is missing: run it by failsafe");
        }
        return value;
    }
}
