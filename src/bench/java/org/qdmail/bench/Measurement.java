package org.qdmail.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The turns of one contender in one trial.
 *
 * @param id of the trial
 * @param sender the name of the contender
 * @param isOurs whether it is this component
 * @param samples one for each round
 */
record Measurement(String id, String sender, boolean isOurs, List<Sample> samples) {
    Measurement {
        samples = List.copyOf(samples);
    }

    double median(ToDoubleFunction<Sample> figure) {
        return medianOf(samples.stream().mapToDouble(figure).toArray());
    }

    /** How often this one has the figure of the other: the median over the rounds, each compared with its own neighbour. */
    double ratio(Measurement other, ToDoubleFunction<Sample> figure) {
        double[] ratios = new double[Math.min(samples.size(), other.samples.size())];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = figure.applyAsDouble(samples.get(round)) / figure.applyAsDouble(other.samples.get(round));
        }
        return medianOf(ratios);
    }

    private static double medianOf(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
