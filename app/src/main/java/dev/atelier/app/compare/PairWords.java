package dev.atelier.app.compare;

import dev.atelier.app.picture.Provenance;
import dev.atelier.app.queue.Durations;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The numbers of a comparison as people read them.
record PairWords(Messages messages) {
    /// So much of a text shows before it is cut.
    private static final int NEAR = 12;

    /// What a table of pairs shows of each, in this order.
    enum Column {
        GRADE,
        IDENTICAL,
        LARGEST,
        PSNR,
        SSIM,
        TIME,
        PRICE
    }

    /// What stands above a column.
    String head(Column column) {
        return messages.text("sets." + column.name());
    }

    /// What a field is called; one that is not known here has its name of infotext.
    String field(String name) {
        var key = "field." + name;
        return messages.has(key) ? messages.text(key) : name;
    }

    String fields(List<String> names) {
        return String.join(
                messages.text("compare.between"), names.stream().map(this::field).toList());
    }

    /// A value, of which this computer has words in each language.
    String place(String value) {
        return value.equals(Comparison.HERE) ? messages.text("made.here") : value;
    }

    String grade(PictureDifference.Grade grade) {
        return messages.text("grade." + grade.name());
    }

    /// Of one pair; a dash where it is not known, nothing before it was measured.
    String cell(MeasuredPair pair, Column column) {
        if (pair.problem().isPresent()) {
            return column == Column.GRADE ? messages.text("sets.failed") : "";
        }
        return pair.numbers().map(it -> cell(it, column)).orElse("");
    }

    /// Why a pair could not be measured; empty where it could.
    String problem(MeasuredPair pair) {
        return pair.problem().map(messages::text).orElse("");
    }

    private String cell(MeasuredPair.Numbers it, Column column) {
        return switch (column) {
            case GRADE -> grade(it.grade());
            case IDENTICAL -> it.difference().map(this::identical).orElse("–");
            case LARGEST -> it.difference().map(d -> "" + d.largest()).orElse("–");
            case PSNR -> it.difference().map(this::psnr).orElse("–");
            case SSIM -> it.difference().map(this::ssim).orElse("–");
            case TIME -> both(time(it.madeA()), time(it.madeB()));
            case PRICE -> both(price(it.madeA()), price(it.madeB()));
        };
    }

    private static String both(String a, String b) {
        return a.equals("–") && b.equals("–") ? "–" : a + " / " + b;
    }

    /// 99.96 % is not to be read as all.
    String identical(PictureDifference it) {
        return format("%.1f %%", Math.floor(1000 * it.identical()) / 10);
    }

    String psnr(PictureDifference it) {
        return Double.isInfinite(it.psnr())
                ? messages.text("compare.infinite")
                : format("%.1f dB", it.psnr());
    }

    String ssim(PictureDifference it) {
        return it.ssim().stream()
                .mapToObj(ssim -> format("%.4f", ssim))
                .findFirst()
                .orElse(messages.text("compare.too-small"));
    }

    static String time(Provenance made) {
        return made.seconds() > 0
                ? Durations.text(Duration.ofMillis(Math.round(1000 * made.seconds())))
                : "–";
    }

    /// What was made here cost nothing that is counted, and the sandbox is free.
    String price(Provenance made) {
        if (made.cost().isPresent()) {
            var cost = made.cost().get();
            return cost.amount().signum() == 0
                    ? messages.text("compare.free")
                    : Money.text(cost.amount(), cost.currency());
        }
        return made.isEmpty() || !made.place().isEmpty() ? "–" : messages.text("compare.free");
    }

    /// How many of each grade, such as `30 bit-exact, 2 different`.
    String counts(MeasuredSets sets) {
        var parts = new ArrayList<String>();
        for (var grade : PictureDifference.Grade.values()) {
            if (sets.count(grade) > 0) {
                parts.add(messages.text("count." + grade.name(), sets.count(grade)));
            }
        }
        if (sets.failed() > 0) {
            parts.add(messages.text("count.failed", sets.failed()));
        }
        return String.join(" · ", parts);
    }

    /// What stays alone; empty where nothing does.
    Optional<String> alone(MeasuredSets sets) {
        int a = sets.onlyA().size();
        int b = sets.onlyB().size();
        return a + b == 0 ? Optional.empty() : Optional.of(messages.text("sets.alone", a, b));
    }

    List<String> cells(MeasuredPair pair) {
        return List.of(Column.values()).stream().map(it -> cell(pair, it)).toList();
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }

    /// How many letters two long texts begin with alike, up to a whole word: what differs stands
    /// behind them. 0 where that is near the beginning.
    static int alike(String a, String b) {
        int same = 0;
        while (same < a.length() && same < b.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        int word = same;
        while (word > 0
                && !Character.isWhitespace(a.charAt(word - 1))
                && a.charAt(word - 1) != ',') {
            word--;
        }
        return word >= NEAR ? word : 0;
    }
}
