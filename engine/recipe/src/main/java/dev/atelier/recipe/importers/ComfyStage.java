package dev.atelier.recipe.importers;

import java.util.ArrayList;
import java.util.List;

/// Samplers that share the steps of one pass: each goes on where the one before it stopped, without
/// noise of its own.
///
/// @param between what lies between this stage and the one before it, nearest to this one first
record ComfyStage(List<ComfyPass> passes, List<ComfyGraph.Item> between) {
    static List<ComfyStage> of(List<ComfyPass> passes, List<List<ComfyGraph.Item>> between) {
        var stages = new ArrayList<ComfyStage>();
        for (int i = 0; i < passes.size(); i++) {
            var pass = passes.get(i);
            boolean goesOn =
                    i > 0
                            && pass.start() > 0
                            && !pass.addsNoise()
                            && pass.start() <= passes.get(i - 1).end()
                            && between.get(i).stream().noneMatch(ComfyStage::changes);
            if (goesOn) {
                stages.getLast().passes.add(pass);
            } else {
                stages.add(new ComfyStage(new ArrayList<>(List.of(pass)), between.get(i)));
            }
        }
        return stages;
    }

    private static boolean changes(ComfyGraph.Item item) {
        return item.isA("Upscale") || item.isA("Scale") || item.isA("Decode");
    }

    ComfyPass first() {
        return passes.getFirst();
    }

    ComfyPass last() {
        return passes.getLast();
    }
}
