package dev.atelier.app.cli;

import static java.util.Objects.requireNonNullElse;

import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.VaeMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The finer sampler settings under the names of A1111's options.
final class TuningOptions {
    @Option(names = "--eta", paramLabel = "X", description = "Fresh noise of ancestral samplers.")
    private @Nullable Double eta;

    @Option(names = "--eta-ddim", paramLabel = "X", description = "Fresh noise of DDIM.")
    private @Nullable Double etaDdim;

    @Option(names = "--s-churn", paramLabel = "X", description = "Sigma churn.")
    private @Nullable Double churn;

    @Option(names = "--s-tmin", paramLabel = "X", description = "Churn above this sigma.")
    private @Nullable Double churnMin;

    @Option(
            names = "--s-tmax",
            paramLabel = "X",
            description = "Churn below this sigma, 0: no limit.")
    private @Nullable Double churnMax;

    @Option(names = "--s-noise", paramLabel = "X", description = "Factor on added noise.")
    private @Nullable Double noise;

    @Option(names = "--ensd", paramLabel = "N", description = "Eta noise seed delta.")
    private @Nullable Long ensd;

    @Option(
            names = "--ngms",
            paramLabel = "SIGMA",
            description = "Negative guidance minimum sigma.")
    private @Nullable Double ngms;

    @Option(names = "--ngms-all-steps", description = "NGMS on every step, not every other.")
    private @Nullable Boolean ngmsAllSteps;

    @Option(
            names = "--skip-early-cond",
            paramLabel = "0..1",
            description = "Ignore the negative prompt early.")
    private @Nullable Double skipEarly;

    @Option(
            names = "--image-cfg-scale",
            paramLabel = "X",
            description = "How closely an editing model follows its picture; 1.5 if left out.")
    private @Nullable Double imageCfgScale;

    @Option(names = "--sigma-min", paramLabel = "X", description = "0: the model's.")
    private @Nullable Double sigmaMin;

    @Option(names = "--sigma-max", paramLabel = "X", description = "0: the model's.")
    private @Nullable Double sigmaMax;

    @Option(names = "--rho", paramLabel = "X", description = "0: the schedule's.")
    private @Nullable Double rho;

    @Option(names = "--zero-terminal-snr", description = "Noise schedule with zero terminal SNR.")
    private @Nullable Boolean zeroTerminalSnr;

    @Option(names = "--use-old-karras-scheduler-sigmas", description = "Karras sigmas 0.1 to 10.")
    private @Nullable Boolean oldKarras;

    @Option(
            names = "--always-discard-next-to-last-sigma",
            description = "For every sampler, not only those that need it.")
    private @Nullable Boolean discardNextToLast;

    @Option(names = "--sgm-noise-multiplier", description = "Scale the first noise as SGM does.")
    private @Nullable Boolean sgmNoise;

    @Option(names = "--enable-quantization", description = "Whole timesteps only.")
    private @Nullable Boolean quantized;

    @Option(names = "--beta-dist-alpha", paramLabel = "X", description = "For the schedule Beta.")
    private @Nullable Double betaAlpha;

    @Option(names = "--beta-dist-beta", paramLabel = "X", description = "For the schedule Beta.")
    private @Nullable Double betaBeta;

    @Option(
            names = "--uni-pc-variant",
            paramLabel = "NAME",
            description = "bh1, bh2 or vary_coeff.")
    private @Nullable String uniPcVariant;

    @Option(
            names = "--uni-pc-skip-type",
            paramLabel = "NAME",
            description = "time_uniform, time_quadratic or logSNR.")
    private @Nullable String uniPcSkipType;

    @Option(names = "--uni-pc-order", paramLabel = "N", description = "Order of UniPC.")
    private @Nullable Integer uniPcOrder;

    @Option(
            names = "--uni-pc-lower-order-final",
            negatable = true,
            description = "Lower the order towards the end.")
    private @Nullable Boolean uniPcLowerOrderFinal;

    @Option(
            names = "--initial-noise-multiplier",
            paramLabel = "X",
            description = "Factor on the first noise over a picture.")
    private @Nullable Double noiseMultiplier;

    @Option(
            names = "--img2img-extra-noise",
            paramLabel = "X",
            description = "Noise added to a picture before the first step.")
    private @Nullable Double extraNoise;

    @Option(
            names = "--img2img-fix-steps",
            description = "Run all steps, whatever the denoising strength.")
    private @Nullable Boolean fixSteps;

    @Option(
            names = "--img2img-color-correction",
            description = "Bring colours back to those of the picture.")
    private @Nullable Boolean colorCorrection;

    @Option(
            names = "--inpainting-mask-weight",
            paramLabel = "0..1",
            description = "How much an inpainting model sees of the mask.")
    private @Nullable Double maskWeight;

    @Option(
            names = "--use-downcasted-alpha-bar",
            description = "Signal shares in float16, as A1111 before 1.8.")
    private @Nullable Boolean downcastAlphas;

    @Option(
            names = "--sd-vae-encode-method",
            paramLabel = "NAME",
            description = "What encodes a picture to start from: Full or TAESD.")
    private @Nullable VaeMethod vaeEncode;

    @Option(
            names = "--sd-vae-decode-method",
            paramLabel = "NAME",
            description = "What makes the picture of the latent: Full, or TAESD, which is faster.")
    private @Nullable VaeMethod vaeDecode;

    SamplerTuning over(SamplerTuning base) {
        return new SamplerTuning(
                over(base.stochastic()),
                over(base.sigmas()),
                over(base.guidance()),
                over(base.uniPc()),
                over(base.imageInput()),
                new SamplerTuning.Compatibility(
                        requireNonNullElse(downcastAlphas, base.compatibility().downcastAlphas())),
                new SamplerTuning.VaeMethods(
                        requireNonNullElse(vaeEncode, base.vae().encode()),
                        requireNonNullElse(vaeDecode, base.vae().decode())));
    }

    private SamplerTuning.Stochastic over(SamplerTuning.Stochastic base) {
        return new SamplerTuning.Stochastic(
                requireNonNullElse(eta, base.eta()),
                requireNonNullElse(etaDdim, base.etaDdim()),
                requireNonNullElse(churn, base.churn()),
                requireNonNullElse(churnMin, base.churnMin()),
                requireNonNullElse(churnMax, base.churnMax()),
                requireNonNullElse(noise, base.noise()),
                requireNonNullElse(ensd, base.ensd()));
    }

    private SamplerTuning.SigmaSettings over(SamplerTuning.SigmaSettings base) {
        return new SamplerTuning.SigmaSettings(
                requireNonNullElse(sigmaMin, base.min()),
                requireNonNullElse(sigmaMax, base.max()),
                requireNonNullElse(rho, base.rho()),
                requireNonNullElse(oldKarras, base.oldKarras()),
                requireNonNullElse(discardNextToLast, base.discardNextToLast()),
                requireNonNullElse(sgmNoise, base.sgmNoise()),
                requireNonNullElse(quantized, base.quantized()),
                requireNonNullElse(zeroTerminalSnr, base.zeroTerminalSnr()),
                requireNonNullElse(betaAlpha, base.betaAlpha()),
                requireNonNullElse(betaBeta, base.betaBeta()));
    }

    private SamplerTuning.Guidance over(SamplerTuning.Guidance base) {
        return new SamplerTuning.Guidance(
                requireNonNullElse(ngms, base.ngms()),
                requireNonNullElse(ngmsAllSteps, base.ngmsAllSteps()),
                requireNonNullElse(skipEarly, base.skipEarly()),
                Optional.ofNullable(imageCfgScale).or(base::imageCfgScale));
    }

    private SamplerTuning.ImageInput over(SamplerTuning.ImageInput base) {
        return new SamplerTuning.ImageInput(
                requireNonNullElse(noiseMultiplier, base.noiseMultiplier()),
                requireNonNullElse(extraNoise, base.extraNoise()),
                requireNonNullElse(fixSteps, base.fixSteps()),
                requireNonNullElse(colorCorrection, base.colorCorrection()),
                Optional.ofNullable(maskWeight).or(base::maskWeight));
    }

    private SamplerTuning.UniPc over(SamplerTuning.UniPc base) {
        return new SamplerTuning.UniPc(
                requireNonNullElse(uniPcVariant, base.variant()),
                requireNonNullElse(uniPcSkipType, base.skipType()),
                requireNonNullElse(uniPcOrder, base.order()),
                requireNonNullElse(uniPcLowerOrderFinal, base.lowerOrderFinal()));
    }
}
