package dev.atelier.recipe.infotext;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ExtraField;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The fields `ControlNet 0`, `ControlNet 1` … that sd-webui-controlnet adds to an infotext. The
/// control picture is never in the text.
final class ControlInfotext {
    private static final int MOST = 10;

    private ControlInfotext() {}

    static List<ControlUnit> read(ParsedInfotext fields) {
        var units = new ArrayList<ControlUnit>();
        for (int i = 0; i < MOST; i++) {
            var name = "ControlNet " + i;
            fields.take(name, text -> unit(fields, name, text)).ifPresent(units::add);
        }
        return units;
    }

    private static ControlUnit unit(ParsedInfotext owner, String name, String text) {
        var fields = ParsedInfotext.ofLine(text);
        var none = Preprocessing.NONE;
        var unit =
                new ControlUnit(
                        fields.take("Model").orElseThrow(),
                        new Preprocessing(
                                fields.take("Module").orElse(none.module()),
                                fields.take("Resize Mode", ControlInfotext::fit).orElse(none.fit()),
                                fields.take("Processor Res", Integer::valueOf)
                                        .orElse(none.resolution()),
                                fields.take("Threshold A", ParsedInfotext::finite)
                                        .orElse(none.thresholdA()),
                                fields.take("Threshold B", ParsedInfotext::finite)
                                        .orElse(none.thresholdB()),
                                fields.flag("Pixel Perfect")),
                        "",
                        fields.take("Weight", ParsedInfotext::finite).orElse(1.0),
                        fields.share("Guidance Start").orElse(0.0),
                        fields.share("Guidance End").orElse(1.0),
                        fields.take("Control Mode", ControlInfotext::balance)
                                .orElse(Balance.BALANCED));
        fields.issues(Set.of())
                .forEach(issue ->
                        owner.lost(new Issue(name + ", " + issue.where(), issue.message())));
        owner.lost(name, Message.of("issue.no-control", unit.model()));
        return unit;
    }

    private static Fit fit(String label) {
        for (var fit : Fit.values()) {
            if (fit.label().equals(label)) {
                return fit;
            }
        }
        throw new IllegalArgumentException("no such resize mode");
    }

    private static Balance balance(String label) {
        for (var balance : Balance.values()) {
            if (balance.label().equals(label)) {
                return balance;
            }
        }
        throw new IllegalArgumentException("no such control mode");
    }

    /// The texts of units as they were written, since not every one has all fields.
    static List<ExtraField> asWritten(ParsedInfotext fields) {
        var texts = new ArrayList<ExtraField>();
        for (int i = 0; i < MOST; i++) {
            var name = "ControlNet " + i;
            if (fields.has(name)) {
                texts.add(fields.extra(name, fields.text(name)));
            }
        }
        return texts;
    }

    /// Whether a text says what a unit does, so that it can stand for it.
    static boolean says(String text, ControlUnit unit) {
        try {
            var read = unit(ParsedInfotext.ofLine(""), "", text);
            return write(read).equals(write(unit));
        } catch (RuntimeException e) { // not a unit's text
            return false;
        }
    }

    static String write(ControlUnit unit) {
        var made = unit.preprocessing();
        var fields = new LinkedHashMap<String, String>();
        fields.put("Module", made.module());
        fields.put("Model", unit.model());
        fields.put("Weight", PythonNumbers.text(unit.weight()));
        fields.put("Resize Mode", made.fit().label());
        fields.put("Processor Res", Integer.toString(made.resolution()));
        fields.put("Threshold A", PythonNumbers.text(made.thresholdA()));
        fields.put("Threshold B", PythonNumbers.text(made.thresholdB()));
        fields.put("Guidance Start", PythonNumbers.text(unit.start()));
        fields.put("Guidance End", PythonNumbers.text(unit.end()));
        fields.put("Pixel Perfect", made.pixelPerfect() ? "True" : "False");
        fields.put("Control Mode", unit.balance().label());
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(", "));
    }
}
