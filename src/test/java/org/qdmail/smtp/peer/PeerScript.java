package org.qdmail.smtp.peer;

import java.util.ArrayList;
import java.util.List;

/** The steps of each connection in turn. */
final class PeerScript {
    /**
     * One step.
     *
     * @param word what to do
     * @param text the rest of it
     * @param endsLine whether nothing else stands on its line
     */
    record Step(String word, String text, boolean endsLine) {
        boolean sends() {
            return word.equals("send") || word.equals("inject") || word.equals("raw");
        }

        @Override
        public String toString() {
            return text.isEmpty() ? word : word + ' ' + text;
        }
    }

    private final List<List<Step>> connections = new ArrayList<>();
    private boolean again;
    private boolean refuses;

    static PeerScript of(String text) {
        PeerScript script = new PeerScript();
        script.connections.add(new ArrayList<>());
        text.lines()
                .map(PeerScript::withoutComment)
                .filter(line -> !line.isBlank())
                .forEach(script::add);
        return script;
    }

    private static String withoutComment(String line) {
        if (line.stripLeading().startsWith("#")) return "";
        int mark = line.indexOf(" # ");
        return mark < 0 ? line : line.substring(0, mark);
    }

    private void add(String line) {
        String[] steps = line.strip().split(" \\| ", -1);
        for (int at = 0; at < steps.length; at++) {
            String step = steps[at].strip();
            int blank = step.indexOf(' ');
            String word = blank < 0 ? step : step.substring(0, blank);
            String rest = blank < 0 ? "" : step.substring(blank + 1);
            switch (word) {
                case "next" -> connections.add(new ArrayList<>());
                case "again" -> again = true;
                case "refuse" -> refuses = true;
                default -> connections.get(connections.size() - 1).add(new Step(word, rest, at == steps.length - 1));
            }
        }
    }

    boolean refuses() {
        return refuses;
    }

    /** How many connections have to come. */
    int expected() {
        return connections.size();
    }

    /** The steps of a connection, counted from 0; null when none is expected. */
    @org.jspecify.annotations.Nullable
    List<Step> of(int connection) {
        if (connection < connections.size()) return connections.get(connection);
        return again ? connections.get(connections.size() - 1) : null;
    }
}
