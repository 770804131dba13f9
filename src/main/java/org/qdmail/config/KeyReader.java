package org.qdmail.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyValues.SourcedValue;
import org.qdmail.config.TextTypes.ListText;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;
import org.qdmail.settings.Profile;

/** Reads keys one by one; gathers the faults instead of stopping at the first. Each fault stands once. */
final class KeyReader {
    private final KeyValues values;
    private final Profile profile;
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final List<String> warnings = new ArrayList<>();

    KeyReader(KeyValues values) {
        this.values = values;
        this.profile = profileOf(values);
    }

    private Profile profileOf(KeyValues from) {
        String names = found(from, "mp.config.profile").map(SourcedValue::text).orElse("");
        List<String> active = ListText.items(names);
        if (active.contains("dev")) return Profile.DEV;
        return active.contains("test") ? Profile.TEST : Profile.PRODUCTION;
    }

    Profile profile() {
        return profile;
    }

    Set<Fault> faults() {
        return faults;
    }

    List<String> warnings() {
        return warnings;
    }

    void record(Fault fault) {
        faults.add(fault);
    }

    void warn(String warning) {
        if (!warnings.contains(warning)) warnings.add(warning);
    }

    /** The owner's value; else, where it inherits the key, the unnamed owner's; else the default. */
    <T> Entry<T> read(Key<T> key, Owner owner) {
        return read(key, owner.nameOf(key), owner, Owner.UNNAMED.nameOf(key));
    }

    /** The same for one member of a family of keys. */
    <T> Entry<T> read(Key<T> family, String member, Owner owner) {
        return read(family, owner.nameOf(family) + member, owner, Owner.UNNAMED.nameOf(family) + member);
    }

    private <T> Entry<T> read(Key<T> key, String name, Owner owner, String unnamed) {
        Optional<SourcedValue> own = set(name);
        if (own.isPresent()) return entry(key, name, own.get(), false);
        Optional<SourcedValue> inherited = owner.inherits(key) ? set(unnamed) : Optional.empty();
        if (inherited.isPresent()) return entry(key, unnamed, inherited.get(), true);
        return new Entry<>(name, ConfigFaults.byDefault(name), preset(key), false, false);
    }

    /** A value that is not blank: an empty one means "not set", and hides those of lower sources. */
    Optional<SourcedValue> set(String name) {
        return found(values, name).filter(value -> !value.text().isBlank());
    }

    private Optional<SourcedValue> found(KeyValues from, String name) {
        try {
            return from.find(name);
        } catch (UnfitValue unfit) {
            record(unfit.at(ConfigFaults.notSet(name), Optional.empty()));
            return Optional.empty();
        }
    }

    private <T> Entry<T> entry(Key<T> key, String name, SourcedValue given, boolean isInherited) {
        String place = place(key, name, given);
        return new Entry<>(name, place, parsed(key, given.text(), place), true, isInherited);
    }

    static String place(Key<?> key, String name, SourcedValue given) {
        boolean isShown = key.type().isShown() && !key.isSecret();
        Optional<String> quoted = isShown ? Optional.of(given.text()) : Optional.empty();
        return ConfigFaults.set(name, quoted, given.source(), given.ordinal());
    }

    /** Reads a text, wherever it comes from; records what is wrong with it. */
    <T> Optional<T> parsed(Key<T> key, String text, String place) {
        try {
            return Optional.of(key.type().read(key.isSecret() ? text : text.strip()));
        } catch (UnfitValue unfit) {
            record(unfit.at(place, key.fallback(profile)));
            return Optional.empty();
        }
    }

    private <T> Optional<T> preset(Key<T> key) {
        Optional<String> text = key.preset(profile);
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(key.type().read(text.get()));
        } catch (UnfitValue impossible) {
            throw new AssertionError("default of " + key.name(), impossible);
        }
    }

    /**
     * What was found for one key.
     *
     * @param name the whole name of the key that gave the value
     * @param place the name with its source, for faults
     * @param value the value, or the default; empty when there is neither, or the value is unfit
     * @param isGiven whether a source sets it, fit or unfit
     * @param isInherited whether it is the unnamed owner's
     */
    record Entry<T>(String name, String place, Optional<T> value, boolean isGiven, boolean isInherited) {
        /** Set by the owner itself. */
        boolean isOwn() {
            return isGiven && !isInherited;
        }

        /** Set, but unfit: a fault is recorded already. */
        boolean isBroken() {
            return isGiven && value.isEmpty();
        }

        /** Neither set nor broken. */
        boolean isAbsent() {
            return !isGiven;
        }

        /** The value; the stand-in counts only where a fault is recorded, so that reading can go on. */
        T orStandIn(T standIn) {
            return value.orElse(standIn);
        }

        /** Never the value. */
        @Override
        public String toString() {
            return place;
        }
    }
}
