package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// NovelAI's texts, where `Software` is `NovelAI`: settings in `Comment`, the prompt there or, in
/// 2022, in `Description`. As A1111 reads them (its pull request 5012): clip skip 2, and noise
/// after the first from a seed that is 31337 further.
final class NovelReader {
    private static final String NAME = "NovelAI";
    private static final long SEED_DELTA = 31337;

    private final Node root;
    private final ImportDraft draft = new ImportDraft(NoiseSource.CPU);

    private NovelReader(Node root) {
        this.root = root;
    }

    /// @param texts by keyword
    /// @param size of the picture, for texts that do not say it
    static Optional<ParsedRecipe> read(Map<String, String> texts, Optional<int[]> size) {
        var comment = texts.getOrDefault("Comment", texts.getOrDefault("parameters", ""));
        var root = Node.of(comment);
        return root.any("prompt", "uc", "steps", "sampler", "v4_prompt").isPresent()
                ? Optional.of(
                        new NovelReader(root).reading(texts.getOrDefault("Description", ""), size))
                : Optional.empty();
    }

    private ParsedRecipe reading(String description, Optional<int[]> size) {
        var prompt = text("prompt", "v4_prompt").or(() -> Optional.of(description));
        draft.prompts(
                prompt.map(NovelWeights::toA1111),
                text("uc", "v4_negative_prompt")
                        .or(() -> root.at("negative_prompt").text())
                        .map(NovelWeights::toA1111));
        if (root.at("width").isPresent()) {
            draft.size(root.at("width"), root.at("height"));
        } else {
            size.ifPresent(draft::size);
        }
        draft.seed(root.at("seed"));
        draft.steps(root.at("steps"));
        draft.cfg(root.at("scale"));
        sampler();
        draft.clipSkip(2);
        draft.seedDelta(SEED_DELTA);
        mode();
        issues();
        return draft.reading();
    }

    /// A prompt, with those of the characters where there are any.
    private Optional<String> text(String plain, String parted) {
        var caption = root.at(parted).at("caption");
        var parts = new ArrayList<String>();
        caption.at("base_caption").text().or(() -> root.at(plain).text()).ifPresent(parts::add);
        for (var character : caption.at("char_captions").items()) {
            character.at("char_caption").text().filter(it -> !it.isBlank()).ifPresent(parts::add);
        }
        if (parts.size() > 1) {
            draft.lose(parted, Message.of("issue.characters"));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private void sampler() {
        draft.sampler(root.at("sampler"), NAME);
        root.at("noise_schedule")
                .text()
                .filter(schedule -> !schedule.equals("native"))
                .ifPresent(schedule -> draft.schedule(new Node(schedule), NAME));
    }

    private void mode() {
        var request = root.at("request_type").text().orElse("");
        if (request.startsWith("Img2Img") || request.contains("Infill")) {
            draft.startsFrom("", root.at("strength").number().orElse(0.7));
        }
    }

    private void issues() {
        if (root.at("sm").isTrue() || root.at("sm_dyn").isTrue()) {
            draft.lose("sm", Message.of("issue.smea"));
        }
        if (root.at("cfg_rescale").number().orElse(0.0) != 0) {
            draft.lose("cfg_rescale", Message.of("issue.rescaled", root.at("cfg_rescale").value()));
        }
        if (root.at("dynamic_thresholding").isTrue()) {
            draft.lose("dynamic_thresholding", Message.of("issue.decrisper"));
        }
        if (root.at("skip_cfg_above_sigma").number().orElse(0.0) > 0) {
            draft.lose("skip_cfg_above_sigma", Message.of("issue.variety"));
        }
        if (!root.at("reference_strength_multiple").items().isEmpty()
                || !root.at("reference_information_extracted_multiple").items().isEmpty()) {
            draft.lose("reference_strength_multiple", Message.of("issue.vibe"));
        }
        draft.lose("", Message.of("issue.novel-models"));
    }
}
