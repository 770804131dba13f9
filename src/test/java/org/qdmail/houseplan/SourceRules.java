package org.qdmail.houseplan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What only the text of a source file shows. Each rule gives the places that break it. */
enum SourceRules {
    NO_MONITOR("a block is guarded by a ReentrantLock, never by synchronized") {
        @Override
        Stream<String> broken(Path file) {
            return codeLines(file).stream()
                    .filter(Pattern.compile("\\bsynchronized\\b").asPredicate());
        }
    },
    NOTHING_LEFT_TO_DO("what is to be done stands in an issue, not in the code") {
        @Override
        Stream<String> broken(Path file) {
            return lines(file).stream()
                    .filter(Pattern.compile("\\b(TODO|FIXME|XXX)\\b").asPredicate());
        }
    },
    ONE_DUTY("a file has at most 400 lines, licence and comments not counted") {
        @Override
        Stream<String> broken(Path file) {
            long count = codeLines(file).size();
            return count > 400 ? Stream.of(count + " lines") : Stream.empty();
        }
    },
    PUBLIC_TYPES_EXPLAINED("a public type says in javadoc what the caller gets") {
        @Override
        Stream<String> broken(Path file) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (PUBLIC_TYPE.test(lines.get(i))) {
                    return isExplained(lines.subList(0, i)) ? Stream.empty() : Stream.of(lines.get(i));
                }
            }
            return Stream.empty();
        }
    };

    private static final Predicate<String> PUBLIC_TYPE = Pattern.compile(
                    "^public (.* )?(class|interface|record|enum|@interface) ")
            .asPredicate();
    private static final int FILES_OF_ONE_ROOM = 40;

    private final String title;

    SourceRules(String title) {
        this.title = title;
    }

    abstract Stream<String> broken(Path file);

    List<String> brokenBelow(Path directory) {
        return files(directory).stream()
                .flatMap(file -> broken(file).map(place -> directory.relativize(file) + ": " + place.strip()))
                .toList();
    }

    /** Folders with more Java files than one room should have. */
    static List<String> crowdedBelow(Path directory) {
        return files(directory).stream()
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(folder -> folder.getValue() > FILES_OF_ONE_ROOM)
                .map(folder -> directory.relativize(folder.getKey()) + " has " + folder.getValue() + " files")
                .toList();
    }

    static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The lines without comments; the formatter keeps block comments on lines of their own. */
    private static List<String> codeLines(Path file) {
        Pattern comment = Pattern.compile("^\\s*(\\*|/\\*|//).*|^\\s*$");
        return lines(file).stream()
                .filter(line -> !comment.matcher(line).matches())
                .map(line -> line.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("//.*", ""))
                .toList();
    }

    private static boolean isExplained(List<String> before) {
        return before.stream().anyMatch(line -> line.startsWith("/**"));
    }

    @Override
    public String toString() {
        return title;
    }
}
