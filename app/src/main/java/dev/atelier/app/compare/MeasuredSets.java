package dev.atelier.app.compare;

import dev.atelier.app.compare.PictureDifference.Grade;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.Cancellation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Two sets that were compared, pair by pair.
///
/// @param pairs measured as far as [MeasuredPair#isDone] says
public record MeasuredSets(
        Titles names, List<MeasuredPair> pairs, List<SetPicture> onlyA, List<SetPicture> onlyB) {
    /// What the two sets are called.
    public record Titles(String a, String b) {}

    public MeasuredSets {
        pairs = List.copyOf(pairs);
        onlyA = List.copyOf(onlyA);
        onlyB = List.copyOf(onlyB);
    }

    /// Nothing measured yet.
    static MeasuredSets waiting(Titles names, SetPairs pairs) {
        return new MeasuredSets(
                names,
                pairs.pairs().stream().map(MeasuredPair::waiting).toList(),
                pairs.onlyA(),
                pairs.onlyB());
    }

    /// Measures all pairs, one after another: each holds two whole pictures. Blocks.
    ///
    /// @param notify is called with the number of a pair and its result, on this thread
    /// @throws java.util.concurrent.CancellationException when it was asked to stop
    public static MeasuredSets of(
            Titles names,
            SetPairs pairs,
            BiConsumer<Integer, MeasuredPair> notify,
            Cancellation cancellation) {
        var measured = new ArrayList<MeasuredPair>();
        for (var pair : pairs.pairs()) {
            cancellation.requireGoing();
            measured.add(MeasuredPair.of(pair));
            notify.accept(measured.size() - 1, measured.getLast());
        }
        return new MeasuredSets(names, measured, pairs.onlyA(), pairs.onlyB());
    }

    MeasuredSets with(int at, MeasuredPair measured) {
        var now = new ArrayList<>(pairs);
        now.set(at, measured);
        return new MeasuredSets(names, now, onlyA, onlyB);
    }

    /// How many pairs have a grade.
    public long count(Grade grade) {
        return pairs.stream().filter(it -> it.grade().equals(Optional.of(grade))).count();
    }

    /// How many pairs could not be measured.
    public long failed() {
        return pairs.stream().filter(it -> it.problem().isPresent()).count();
    }

    public long done() {
        return pairs.stream().filter(MeasuredPair::isDone).count();
    }

    /// For scripts: what the table holds.
    public Map<String, Object> object() {
        var object = new LinkedHashMap<String, Object>();
        object.put("a", names.a);
        object.put("b", names.b);
        var grades = new LinkedHashMap<String, Object>();
        for (var grade : Grade.values()) {
            grades.put(word(grade), count(grade));
        }
        grades.put("failed", failed());
        object.put("grades", grades);
        object.put("pairs", pairs.stream().map(MeasuredSets::object).toList());
        object.put("onlyA", onlyA.stream().map(SetPicture::where).toList());
        object.put("onlyB", onlyB.stream().map(SetPicture::where).toList());
        return object;
    }

    /// As in JSON and on the command line.
    public static String word(Grade grade) {
        return grade.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> object(MeasuredPair it) {
        var object = new LinkedHashMap<String, Object>();
        object.put("a", it.pair().a().where());
        object.put("b", it.pair().b().where());
        object.put("pairedBy", it.pair().by().name().toLowerCase(Locale.ROOT));
        it.numbers()
                .ifPresent(numbers -> {
                    object.put("grade", word(numbers.grade()));
                    numbers.difference().ifPresent(difference -> put(object, difference));
                    object.put("sizes", numbers.sizes());
                    put(object, "A", numbers.madeA());
                    put(object, "B", numbers.madeB());
                    object.put(
                            "differences",
                            numbers.causes().stream()
                                    .map(cause ->
                                            Map.of(
                                                    "field",
                                                    cause.name(),
                                                    "a",
                                                    cause.a(),
                                                    "b",
                                                    cause.b()))
                                    .toList());
                });
        it.problem().ifPresent(why -> object.put("problem", why.english()));
        return object;
    }

    /// The numbers of one pair, as JSON has them; an endless PSNR is left out.
    public static void put(Map<String, Object> object, PictureDifference difference) {
        object.put("identical", difference.identical());
        object.put("largest", difference.largest());
        if (!Double.isInfinite(difference.psnr())) {
            object.put("psnr", difference.psnr());
        }
        difference.ssim().ifPresent(ssim -> object.put("ssim", ssim));
    }

    /// What is known of the making of one side.
    public static void put(Map<String, Object> object, String side, Provenance made) {
        if (made.seconds() > 0) {
            object.put("seconds" + side, made.seconds());
        }
        made.cost()
                .map(Provenance.Cost::amount)
                .map(BigDecimal::doubleValue)
                .ifPresent(amount -> {
                    object.put("cost" + side, amount);
                    object.put("currency" + side, made.cost().get().currency());
                });
    }
}
