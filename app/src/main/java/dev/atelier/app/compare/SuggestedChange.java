package dev.atelier.app.compare;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What makes two pictures more alike.
///
/// @param names of the fields that differ
/// @param steps each of which does it alone; empty where no recipe can
record SuggestedChange(Kind kind, List<String> names, List<Step> steps) {
    /// The longest numbers that the engine computes with.
    private static final String EXACT = "f32";

    /// What sets them apart first.
    enum Kind {
        SETTINGS,
        PLACE,
        /// Precision and kernel, which the machine decides.
        ENGINE
    }

    /// Makes one of the two again.
    ///
    /// @param recipe the settings it is made with
    /// @param place where, as [Provenance#place] has it; empty where that is not known
    /// @param exact in the most exact numbers, whatever the machine would choose
    record Step(Side again, Recipe recipe, Optional<String> place, boolean exact) {}

    /// Empty where they are equal, or where it is not known how they were made.
    static Optional<SuggestedChange> of(Comparison it) {
        if (it.grade() == PictureDifference.Grade.BIT_EXACT || !it.hasFields()) {
            return Optional.empty();
        }
        var settings = names(it, Comparison::isSetting);
        var engine = names(it, Comparison::isEnvironment);
        if (!settings.isEmpty()) {
            return Optional.of(new SuggestedChange(Kind.SETTINGS, settings, steps(it, true)));
        }
        var a = place(it.a());
        var b = place(it.b());
        if (a.isPresent() && b.isPresent() && !a.equals(b)) {
            return Optional.of(new SuggestedChange(Kind.PLACE, engine, steps(it, false)));
        }
        return engine.isEmpty()
                ? Optional.empty()
                : Optional.of(new SuggestedChange(Kind.ENGINE, engine, exact(it, engine)));
    }

    /// Those of this computer again whose numbers were shorter than the other's, in the longest.
    private static List<Step> exact(Comparison it, List<String> engine) {
        var steps = new ArrayList<Step>();
        if (engine.contains(Comparison.PRECISION)) {
            for (var again : Side.values()) {
                var one = again == Side.A ? it.a() : it.b();
                boolean shorter = !one.made().precision().equals(EXACT);
                one.recipe()
                        .filter(recipe -> shorter && place(one).equals(Optional.of("")))
                        .ifPresent(recipe -> steps.add(new Step(again, recipe, place(one), true)));
            }
        }
        return List.copyOf(steps);
    }

    /// Each of them again: with the settings of the other where it was made, or with its own where
    /// the other was made.
    private static List<Step> steps(Comparison it, boolean otherSettings) {
        var steps = new ArrayList<Step>();
        for (var again : List.of(Side.B, Side.A)) {
            var one = again == Side.A ? it.a() : it.b();
            var other = again == Side.A ? it.b() : it.a();
            var recipe = otherSettings ? other.recipe() : one.recipe();
            var place = place(otherSettings ? one : other);
            recipe.ifPresent(known -> steps.add(new Step(again, known, place, false)));
        }
        return List.copyOf(steps);
    }

    private static List<String> names(Comparison it, Predicate<String> wanted) {
        return it.causes().stream().map(Comparison.Cause::name).filter(wanted).toList();
    }

    private static Optional<String> place(ComparedPicture picture) {
        return Optional.of(picture.made()).filter(it -> !it.isEmpty()).map(Provenance::place);
    }
}
