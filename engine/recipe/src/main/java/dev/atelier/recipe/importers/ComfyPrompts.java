package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.importers.ComfyGraph.Item;
import dev.atelier.recipe.importers.ComfyGraph.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The words behind a conditioning. Texts that are put together become `BREAK` (concatenated) or
/// `AND` (averaged, which is ComfyUI's combination); what A1111's grammar has no word for is
/// listed.
final class ComfyPrompts {
    private static final double WHOLE = 1e-9;
    private static final int MOST_NODES = 500;
    private static final int MOST_PIECES = 200;
    private static final int MOST_LETTERS = 4 << 20;

    private final ComfyGraph graph;
    private final ComfyValues values;
    private final ImportDraft draft;
    private final Set<String> seen = new LinkedHashSet<>();
    private boolean weighted;
    private boolean circular;
    private int nodes;
    private int letters;

    ComfyPrompts(ComfyGraph graph, ComfyValues values, ImportDraft draft) {
        this.graph = graph;
        this.values = values;
        this.draft = draft;
    }

    /// One text of those that are averaged, with its share and the part of the steps it is for.
    private record Piece(String text, double share, double start, double end) {
        Piece of(double factor) {
            return new Piece(text, share * factor, start, end);
        }
    }

    /// The text of a prompt; empty where none was found.
    ///
    /// @param role `positive` or `negative`
    Optional<String> text(Node conditioning, String role) {
        if (conditioning.text().isPresent()) {
            return conditioning.text().map(this::toA1111);
        }
        seen.clear();
        circular = false;
        var pieces = pieces(conditioning, role);
        if (pieces.isEmpty() || circular) {
            return Optional.empty();
        }
        return Optional.of(written(pieces, role));
    }

    /// Whether any word of the texts weighed more or less than others.
    boolean weighted() {
        return weighted;
    }

    private String written(List<Piece> pieces, String role) {
        if (pieces.size() == 1) {
            var only = pieces.getFirst();
            if (only.start > WHOLE || only.end < 1 - WHOLE) {
                draft.lose(role, Message.of("issue.text-some-steps"));
            }
            return only.text;
        }
        if (isSequence(pieces)) {
            draft.lose(role, Message.of("issue.texts-edited"));
            return "[%s:%s:%s]"
                    .formatted(
                            pieces.get(0).text,
                            pieces.get(1).text,
                            WeightedText.number(pieces.get(1).start));
        }
        if (pieces.stream().anyMatch(piece -> piece.start > WHOLE || piece.end < 1 - WHOLE)) {
            draft.lose(role, Message.of("issue.text-some-steps"));
        }
        double sum = pieces.stream().mapToDouble(Piece::share).sum();
        var text = new StringBuilder();
        if (role.equals("negative")) {
            draft.lose(role, Message.of("issue.negatives-joined"));
        }
        for (var piece : pieces) {
            if (role.equals("negative")) {
                text.append(text.isEmpty() ? "" : ", ").append(piece.text);
            } else {
                text.append(text.isEmpty() ? "" : " AND ")
                        .append(piece.text)
                        .append(" :")
                        .append(WeightedText.number(piece.share / sum));
            }
        }
        return text.toString();
    }

    /// Two texts of which one takes over from the other.
    private static boolean isSequence(List<Piece> pieces) {
        return pieces.size() == 2
                && pieces.get(0).start < WHOLE
                && pieces.get(1).end > 1 - WHOLE
                && pieces.get(1).start > WHOLE
                && Math.abs(pieces.get(0).end - pieces.get(1).start) < 1e-3
                && !(pieces.get(0).text + pieces.get(1).text).matches("(?s).*[:\\[\\]].*");
    }

    private List<Piece> pieces(Node link, String role) {
        var source = graph.source(link, role);
        if (source.isEmpty()) {
            return link.text().map(text -> List.of(piece(text))).orElse(List.of());
        }
        if (seen.size() > ComfyGraph.DEEPEST || nodes++ > MOST_NODES) {
            return List.of();
        }
        var item = source.get().item();
        if (!seen.add(item.id() + role)) {
            circular = true;
            draft.lose(item.where(), Message.of("issue.circle", item.type()));
            return List.of();
        }
        try {
            return made(source.get());
        } finally {
            seen.remove(item.id() + role);
        }
    }

    private Piece piece(String text) {
        return new Piece(toA1111(text), 1, 0, 1);
    }

    private String toA1111(String text) {
        letters += Math.min(text.length(), MOST_LETTERS);
        if (letters > MOST_LETTERS) {
            return "";
        }
        var read = ComfyWeights.toA1111(text);
        weighted |= read.weighted();
        return read.text();
    }

    private List<Piece> made(Source source) {
        var item = source.item();
        var inputs = item.inputs();
        if (item.isA("ConditioningZeroOut")) {
            draft.lose(item.where(), Message.of("issue.zeros"));
            return List.of(new Piece("", 1, 0, 1));
        }
        if (item.isA("Concat") && !item.isA("encode")) {
            return concat(
                    pieces(inputs.at("conditioning_to"), source.role()),
                    pieces(inputs.at("conditioning_from"), source.role()));
        }
        if (item.isA("Combine")) {
            return all(item, source.role());
        }
        if (item.isA("ConditioningAverage")) {
            return average(item, source.role());
        }
        if (item.isA("TimestepRange")) {
            double start = values.of(item, "start").number().orElse(0.0);
            double end = values.of(item, "end").number().orElse(1.0);
            return pieces(inputs.at("conditioning"), source.role()).stream()
                    .map(it -> new Piece(it.text, it.share, start, end))
                    .toList();
        }
        if (isEncoder(item)) {
            return encoded(source);
        }
        return changed(source);
    }

    private static boolean isEncoder(Item item) {
        return item.isA("TextEncode")
                || item.isA("WildcardEncode")
                || item.isA("TextToConditioning")
                || item.isA("Text to Conditioning")
                || (item.inputs().at("clip").isPresent()
                        && item.inputs().any("text", "prompt", "text_g").isPresent());
    }

    /// Of two lists, as ComfyUI does: the first of the second is put behind each of the first.
    private List<Piece> concat(List<Piece> to, List<Piece> from) {
        if (from.isEmpty() || to.stream().mapToLong(it -> it.text.length()).sum() > MOST_LETTERS) {
            return to;
        }
        return to.stream()
                .map(it ->
                        new Piece(
                                it.text + " BREAK " + from.getFirst().text,
                                it.share,
                                it.start,
                                it.end))
                .toList();
    }

    private List<Piece> all(Item item, String role) {
        var all = new ArrayList<Piece>();
        boolean concat = item.inputs().at("operation").text().orElse("").equals("concat");
        for (var key : item.inputs().keys()) {
            var input = item.inputs().at(key);
            if (key.startsWith("conditioning") && graph.isLink(input)) {
                var pieces = pieces(input, role);
                if (concat && !all.isEmpty()) {
                    var joined = concat(all, pieces);
                    all.clear();
                    all.addAll(joined);
                } else if (all.size() < MOST_PIECES) {
                    all.addAll(pieces);
                }
            }
        }
        return all.isEmpty() ? pieces(graph.own(item, role), role) : all;
    }

    private List<Piece> average(Item item, String role) {
        double strength = values.of(item, "conditioning_to_strength").number().orElse(1.0);
        var to = pieces(item.inputs().at("conditioning_to"), role);
        if (strength == 1) {
            return to;
        }
        var from = pieces(item.inputs().at("conditioning_from"), role);
        draft.lose(
                item.where(),
                Message.of(
                        "issue.blend",
                        WeightedText.number(strength),
                        strength == 0
                                ? to.isEmpty() ? "" : to.getFirst().text
                                : from.isEmpty() ? "" : from.getFirst().text));
        return strength == 0 ? from : to;
    }

    private List<Piece> encoded(Source source) {
        var item = source.item();
        clip(item);
        var names =
                List.of(
                        "populated_text",
                        "text",
                        "prompt",
                        "text_g",
                        "text_l",
                        "clip_l",
                        "t5xxl",
                        "positive",
                        "text_positive");
        var texts = new LinkedHashSet<String>();
        for (var name : names) {
            var input = item.inputs().at(name);
            if (!input.isPresent()) {
                continue;
            }
            var text =
                    values.value(input, source.role().equals("negative") ? "negative" : name)
                            .scalar();
            if (text.isEmpty()) {
                draft.lose(item.where(), Message.of("issue.text-elsewhere"));
            }
            text.ifPresent(texts::add);
            if (name.equals("populated_text")) {
                break;
            }
        }
        if (texts.isEmpty()) {
            return List.of();
        }
        var list = new ArrayList<>(texts);
        list.subList(1, list.size()).stream()
                .filter(other -> !other.isBlank())
                .forEach(other -> draft.lose(item.where(), Message.of("issue.second-text", other)));
        return List.of(piece(list.getFirst()));
    }

    /// Nodes between the text and the sampler: the ones that take both prompts have them in the
    /// order of their outputs.
    private List<Piece> changed(Source source) {
        var item = source.item();
        var role = role(source);
        var own = graph.own(item, role);
        if (own.text().isPresent() || (own.isPresent() && isText(own))) {
            clip(item);
            var text = values.value(own, role).scalar();
            return text.map(it -> List.of(piece(it))).orElse(List.of());
        }
        reportIgnored(item);
        for (var key :
                List.of(
                        role,
                        "conditioning",
                        "base_" + role,
                        "cond",
                        "conditioning_1",
                        "conditioning_to")) {
            var input = item.inputs().at(key);
            if (graph.isLink(input)) {
                var found = pieces(input, role);
                double strength = values.of(item, "strength").number().orElse(1.0);
                return item.isA("SetArea") || item.isA("SetMask")
                        ? found.stream().map(it -> it.of(strength)).toList()
                        : found;
            }
        }
        if (graph.isLink(own)) {
            return pieces(own, role);
        }
        var pipe = graph.pipe(item);
        return graph.isLink(pipe) ? pieces(pipe, role) : List.of();
    }

    /// Whether a link leads to a text instead of a conditioning.
    private boolean isText(Node link) {
        return graph.source(link, "text")
                .filter(it -> !isEncoder(it.item()))
                .filter(it -> !it.item().isA("Conditioning") && !it.item().isA("ControlNet"))
                .flatMap(it -> values.value(link, "text").text())
                .isPresent();
    }

    private String role(Source source) {
        var item = source.item();
        int slot = source.slot();
        if (slot < item.outputs().size()) {
            var name = item.outputs().get(slot).toLowerCase(Locale.ROOT);
            if (name.contains("neg") || name.contains("conditioning-")) {
                return "negative";
            }
            if (name.contains("pos") || name.contains("conditioning+")) {
                return "positive";
            }
        }
        boolean both =
                graph.isLink(item.inputs().at("positive"))
                        && graph.isLink(item.inputs().at("negative"));
        boolean pair =
                both && (item.isA("ControlNet") || item.isA("Conditioning") || item.isA("Apply"));
        return pair && slot < 2 ? slot == 1 ? "negative" : "positive" : source.role();
    }

    private void reportIgnored(Item item) {
        if (item.isA("ControlNet")) {
            ComfyControls.read(item, graph, values, draft);
        } else if (item.isA("Area") || item.isA("Mask")) {
            draft.lose(item.where(), Message.of("issue.text-area"));
        } else if (!item.isA("InpaintModelConditioning")) {
            draft.lose(item.where(), Message.of("issue.node-prompt", item.described()));
        }
    }

    /// The layer of the text encoder, on the way from a text to its model.
    private void clip(Item encoder) {
        var source = graph.source(graph.own(encoder, "clip"), "clip");
        for (int depth = 0; depth < ComfyGraph.DEEPEST && source.isPresent(); depth++) {
            var item = source.get().item();
            values.of(item, "stop_at_clip_layer", "clip_skip")
                    .whole()
                    .ifPresent(layer -> draft.clipSkip(Math.abs(layer)));
            source = graph.source(graph.own(item, "clip"), "clip");
        }
        values.of(encoder, "clip_skip").whole().ifPresent(layer -> draft.clipSkip(Math.abs(layer)));
    }
}
