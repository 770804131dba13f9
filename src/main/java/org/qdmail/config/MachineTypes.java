package org.qdmail.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.qdmail.config.TextTypes.ListText;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.ConfigFaults;

/** Files, directories, and the address that a server of ours listens to: what belongs to this machine. */
final class MachineTypes {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);
    private static final Pattern NETWORK_PATH = Pattern.compile("[/\\\\]{2}.*", Pattern.DOTALL);
    private static final Pattern PARENT = Pattern.compile("(^|.*[/\\\\])\\.\\.([/\\\\].*|$)", Pattern.DOTALL);
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final String SERVERS =
            "a list of addresses such as 192.0.2.53, 192.0.2.54:5353 or [2001:db8::53]:5353";
    /** IPv6 in brackets, or IPv4, each with a port by choice; or IPv6 bare. */
    private static final Pattern SERVER = Pattern.compile(
            "\\[([0-9A-Fa-f:.]+)](?::([0-9]{1,5}))?|([0-9]{1,3}(?:\\.[0-9]{1,3}){3})(?::([0-9]{1,5}))?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private MachineTypes() {}

    /** A relative one lies inside {@code qdmail.path.certificates}; see {@link FileReading}. */
    static ValueType<Path> file() {
        return new ValueType<>("file", true, MachineTypes::path);
    }

    /** As {@link #file()}, of files. */
    static ValueType<Path> directoryOfFiles() {
        return new ValueType<>("directory", true, MachineTypes::path);
    }

    /** One that must not depend on where the server was started. */
    static ValueType<Path> absoluteDirectory() {
        return new ValueType<>("directory, absolute", true, text -> {
            Path directory = path(text);
            if (directory.isAbsolute()) return directory;
            throw new UnfitValue((place, preset) -> ConfigFaults.directoryNotAbsolute(place));
        });
    }

    /** One that is not looked for in {@code qdmail.path.certificates}. */
    static ValueType<Path> absoluteFile() {
        return new ValueType<>("file, absolute", true, text -> {
            Path file = path(text);
            if (file.isAbsolute()) return file;
            throw new UnfitValue((place, preset) -> ConfigFaults.fileNotAbsolute(place));
        });
    }

    static ValueType<Path> directory() {
        return new ValueType<>("directory", true, text -> path(text).toAbsolutePath());
    }

    private static Path path(String text) throws UnfitValue {
        try {
            Path path = Path.of(text);
            boolean isPlain = !SCHEME.matcher(text).matches()
                    && !NETWORK_PATH.matcher(text).matches();
            boolean stays = !PARENT.matcher(text).matches()
                    && !text.toLowerCase(Locale.ROOT).contains("%2e%2e");
            if (isPlain && stays) return path;
        } catch (InvalidPathException unfit) {
            // the fault below tells it without the value
        }
        throw new UnfitValue((place, preset) -> ConfigFaults.notAFileName(place));
    }

    /** An address of this machine, never looked up. */
    static ValueType<InetAddress> loopback() {
        return new ValueType<>("loopback address", false, text -> {
            InetAddress address = literal(text);
            if (address.isLoopbackAddress()) return address;
            throw new UnfitValue((place, preset) -> ConfigFaults.mailboxBeyondLoopback(place));
        });
    }

    private static InetAddress literal(String text) throws UnfitValue {
        if (text.equalsIgnoreCase("localhost")) return InetAddress.getLoopbackAddress();
        if (!ADDRESS.matcher(text).matches()) throw ValueType.notOfItsType("a loopback address such as 127.0.0.1");
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unfit) {
            throw ValueType.notOfItsType("a loopback address such as 127.0.0.1");
        }
    }

    /** Addresses of servers, each with a port where it is not the usual one; IPv6 then in brackets. Nothing is looked up. */
    static ValueType<List<InetSocketAddress>> servers(int usualPort) {
        return new ValueType<>("list: address or address:port", false, text -> {
            List<InetSocketAddress> servers = new ArrayList<>();
            for (String item : ListText.items(text)) servers.add(server(item, usualPort));
            return List.copyOf(servers);
        });
    }

    private static InetSocketAddress server(String text, int usualPort) throws UnfitValue {
        Matcher parts = SERVER.matcher(text);
        if (!parts.matches()) throw ValueType.notOfItsType(SERVERS);
        String address = Objects.requireNonNullElse(first(parts.group(1), parts.group(3)), text);
        String port = first(parts.group(2), parts.group(4));
        int number = port == null ? usualPort : Integer.parseInt(port);
        if (number < 1 || number > 65_535) throw ValueType.notOfItsType(SERVERS);
        try {
            return new InetSocketAddress(InetAddress.getByName(address), number);
        } catch (UnknownHostException unfit) {
            throw ValueType.notOfItsType(SERVERS);
        }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
