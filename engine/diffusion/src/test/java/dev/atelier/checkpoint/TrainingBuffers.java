package dev.atelier.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/// The tensors of a checkpoint that are no weights: what LDM's `DDPM.register_schedule` keeps of
/// the noise it trains with, in double precision until stored, and the running numbers of CLIP's
/// positions.
final class TrainingBuffers {
    private final double[] betas;
    private final double[] alphas;

    private TrainingBuffers(double[] betas) {
        this.betas = betas;
        alphas = new double[betas.length];
        double product = 1;
        for (int i = 0; i < betas.length; i++) {
            product *= 1 - betas[i];
            alphas[i] = product;
        }
    }

    static TrainingBuffers of(JsonNode recipe) {
        var params = recipe.at("/config/model/params");
        var standard = Training.STABLE_DIFFUSION;
        var training =
                new Training(
                        standard.prediction(),
                        false,
                        false,
                        params.path("linear_start").asDouble(standard.linearStart()),
                        params.path("linear_end").asDouble(standard.linearEnd()),
                        params.path("timesteps").asInt(standard.timesteps()));
        return new TrainingBuffers(training.betas());
    }

    byte[] bytes(Entry entry) {
        var bytes = ByteBuffer.allocate((int) entry.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (entry.name().endsWith(".position_ids")) {
            for (int i = 0; bytes.hasRemaining(); i++) {
                bytes.putLong(i);
            }
            return bytes.array();
        }
        var values = values(entry.name());
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.putFloat((float) values.applyAsDouble(i));
        }
        return bytes.array();
    }

    private IntToDoubleFunction values(String name) {
        return switch (name) {
            case "betas" -> i -> betas[i];
            case "alphas_cumprod" -> i -> alphas[i];
            case "alphas_cumprod_prev" -> this::before;
            case "sqrt_alphas_cumprod" -> i -> Math.sqrt(alphas[i]);
            case "sqrt_one_minus_alphas_cumprod" -> i -> Math.sqrt(1 - alphas[i]);
            case "log_one_minus_alphas_cumprod" -> i -> Math.log(1 - alphas[i]);
            case "sqrt_recip_alphas_cumprod" -> i -> Math.sqrt(1 / alphas[i]);
            case "sqrt_recipm1_alphas_cumprod" -> i -> Math.sqrt(1 / alphas[i] - 1);
            case "posterior_variance" -> this::variance;
            case "posterior_log_variance_clipped" -> i -> Math.log(Math.max(variance(i), 1e-20));
            case "posterior_mean_coef1" -> i -> betas[i] * Math.sqrt(before(i)) / (1 - alphas[i]);
            case "posterior_mean_coef2" ->
                    i -> (1 - before(i)) * Math.sqrt(1 - betas[i]) / (1 - alphas[i]);
            default -> throw new IllegalArgumentException("no buffer named " + name);
        };
    }

    private double before(int i) {
        return i == 0 ? 1 : alphas[i - 1];
    }

    private double variance(int i) {
        return betas[i] * (1 - before(i)) / (1 - alphas[i]);
    }
}
