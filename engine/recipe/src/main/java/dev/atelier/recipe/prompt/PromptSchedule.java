package dev.atelier.recipe.prompt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/// Prompt editing over the steps of a run: which text holds until which step.
public record PromptSchedule(List<Entry> entries) {
    /// @param endStep the last step, 1-based, for which `text` holds
    public record Entry(int endStep, String text) {}

    /// The steps a prompt is edited over.
    ///
    /// @param base steps of the first pass, doubled for samplers that call the network twice a step
    /// @param hires steps of the hires pass when the schedule is for it, else 0
    /// @param old A1111's rules before 1.6: numbers below 1 are fractions
    public record Steps(int base, int hires, boolean old) {
        /// The first pass.
        public static Steps of(int base) {
            return new Steps(base, 0, false);
        }

        private int count() {
            return hires > 0 && !old ? hires : base;
        }

        /// The step a number in an edit names. Integers count through both passes; fractions with a
        /// point are shares of the first pass up to 1, of the second beyond.
        private int step(String number) {
            double value = Double.parseDouble(number);
            boolean second = hires > 0 && !old;
            if (old) {
                value = value < 1 ? value * count() : value;
            } else if (number.contains(".")) {
                value = (value - (second ? 1 : 0)) * count();
            } else {
                value -= second ? base : 0;
            }
            return Math.min(count(), (int) value);
        }
    }

    public PromptSchedule {
        entries = List.copyOf(entries);
    }

    /// The schedule of one prompt; never empty.
    ///
    /// @throws PromptException when edits are nested too deep
    public static PromptSchedule of(String prompt, Steps steps) {
        var tree = PromptTree.parse(prompt);
        if (tree.isEmpty()) {
            return new PromptSchedule(List.of(new Entry(steps.count(), prompt)));
        }
        var known = new HashMap<String, Integer>();
        PromptTree.StepOf when = number -> known.computeIfAbsent(number, steps::step);
        var ends = new TreeSet<Integer>();
        ends.add(steps.count());
        tree.get().changes(steps.count(), when, ends);
        var texts = new HashMap<String, String>(); // thousands of steps share few texts
        var entries = new ArrayList<Entry>();
        for (int end : ends) {
            var text = new StringBuilder();
            tree.get().at(end, when, text);
            entries.add(new Entry(end, texts.computeIfAbsent(text.toString(), same -> same)));
        }
        return new PromptSchedule(entries);
    }

    /// The index of the entry used at a 0-based call of the network: A1111 compares the count of
    /// finished calls with the end step, so a change comes one call later than the number says.
    public int indexAt(int call) {
        for (int i = 0; i < entries.size(); i++) {
            if (call <= entries.get(i).endStep) {
                return i;
            }
        }
        return 0;
    }
}
