package dev.atelier.pipeline;

import dev.atelier.network.Unet;
import dev.atelier.network.UnetInput;
import dev.atelier.network.UnetInput.Feature;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What all control units of one evaluation add to the UNet. Closing frees it.
final class ControlSum implements AutoCloseable {
    private final Unet unet;
    private final Torch torch;
    private final List<Tensor> residuals = new ArrayList<>();
    private final Map<Integer, Tensor> features = new TreeMap<>();

    ControlSum(Unet unet, Torch torch) {
        this.unet = unet;
        this.torch = torch;
    }

    Torch torch() {
        return torch;
    }

    /// Adds the answers of a ControlNet, and closes them.
    ///
    /// @param levels a further factor for each
    void residuals(List<Tensor> answers, Unet.Share share, List<Double> levels) {
        for (int i = 0; i < answers.size(); i++) {
            try (var answer = answers.get(i)) {
                var before =
                        i < residuals.size()
                                ? Optional.of(residuals.get(i))
                                : Optional.<Tensor>empty();
                var sum = unet.weighed(answer, share.times(levels.get(i)), before);
                before.ifPresent(Tensor::close);
                if (i < residuals.size()) {
                    residuals.set(i, sum);
                } else {
                    residuals.add(sum);
                }
            }
        }
    }

    /// Adds the features of an adapter, which stay.
    ///
    /// @param levels a further factor for each
    void features(List<Feature> given, Unet.Share share, List<Double> levels) {
        for (int i = 0; i < given.size(); i++) {
            var feature = given.get(i);
            var before = Optional.ofNullable(features.get(feature.block()));
            var sum = unet.weighed(feature.values(), share.times(levels.get(i)), before);
            before.ifPresent(Tensor::close);
            features.put(feature.block(), sum);
        }
    }

    UnetInput.Control control() {
        return new UnetInput.Control(
                residuals,
                features.entrySet().stream()
                        .map(entry -> new Feature(entry.getKey(), entry.getValue()))
                        .toList());
    }

    @Override
    public void close() {
        residuals.forEach(Tensor::close);
        features.values().forEach(Tensor::close);
    }
}
