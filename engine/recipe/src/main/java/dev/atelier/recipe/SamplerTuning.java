package dev.atelier.recipe;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A1111's finer sampler settings, with its defaults; few recipes change any.
public record SamplerTuning(
        Stochastic stochastic,
        SigmaSettings sigmas,
        Guidance guidance,
        UniPc uniPc,
        ImageInput imageInput,
        Compatibility compatibility,
        VaeMethods vae) {
    public static final SamplerTuning DEFAULT =
            new SamplerTuning(
                    Stochastic.DEFAULT, SigmaSettings.DEFAULT, Guidance.DEFAULT, UniPc.DEFAULT);

    /// With A1111's defaults for pictures to start from, for compatibility and the autoencoder.
    public SamplerTuning(
            Stochastic stochastic, SigmaSettings sigmas, Guidance guidance, UniPc uniPc) {
        this(
                stochastic,
                sigmas,
                guidance,
                uniPc,
                ImageInput.DEFAULT,
                Compatibility.DEFAULT,
                VaeMethods.DEFAULT);
    }

    /// How much fresh noise is added on the way.
    ///
    /// @param eta `eta_ancestral`: 1 is fully ancestral
    /// @param etaDdim `eta_ddim`: 0 is deterministic
    /// @param churn `s_churn`
    /// @param churnMin `s_tmin`
    /// @param churnMax `s_tmax`; 0 is no limit
    /// @param noise `s_noise`: factor on added noise
    /// @param ensd `eta_noise_seed_delta`: added to the seed for noise after the first
    public record Stochastic(
            double eta,
            double etaDdim,
            double churn,
            double churnMin,
            double churnMax,
            double noise,
            long ensd) {
        public static final Stochastic DEFAULT = new Stochastic(1, 0, 0, 0, 0, 1, 0);

        public Stochastic {
            Require.notNegative("eta", eta);
            Require.notNegative("eta ddim", etaDdim);
            Require.notNegative("sigma churn", churn);
            Require.notNegative("sigma tmin", churnMin);
            Require.notNegative("sigma tmax", churnMax);
            Require.notNegative("sigma noise", noise);
        }

        public Stochastic withEta(double value) {
            return with(fields -> fields.eta = value);
        }

        public Stochastic withEtaDdim(double value) {
            return with(fields -> fields.etaDdim = value);
        }

        public Stochastic withChurn(double value) {
            return with(fields -> fields.churn = value);
        }

        public Stochastic withChurnMin(double value) {
            return with(fields -> fields.churnMin = value);
        }

        public Stochastic withChurnMax(double value) {
            return with(fields -> fields.churnMax = value);
        }

        public Stochastic withNoise(double value) {
            return with(fields -> fields.noise = value);
        }

        public Stochastic withEnsd(long value) {
            return with(fields -> fields.ensd = value);
        }

        private Stochastic with(Consumer<NoiseFields> change) {
            var fields = new NoiseFields(this);
            change.accept(fields);
            return fields.stochastic();
        }

        /// The components on their way to another record.
        private static final class NoiseFields {
            private double eta;
            private double etaDdim;
            private double churn;
            private double churnMin;
            private double churnMax;
            private double noise;
            private long ensd;

            NoiseFields(Stochastic it) {
                eta = it.eta;
                etaDdim = it.etaDdim;
                churn = it.churn;
                churnMin = it.churnMin;
                churnMax = it.churnMax;
                noise = it.noise;
                ensd = it.ensd;
            }

            Stochastic stochastic() {
                return new Stochastic(eta, etaDdim, churn, churnMin, churnMax, noise, ensd);
            }
        }
    }

    /// Which noise levels are walked.
    ///
    /// @param min `sigma_min`, 0 for the model's
    /// @param max `sigma_max`, 0 for the model's
    /// @param rho `rho`, 0 for the schedule's
    /// @param oldKarras `use_old_karras_scheduler_sigmas`: 0.1 to 10
    /// @param discardNextToLast `always_discard_next_to_last_sigma`
    /// @param sgmNoise `sgm_noise_multiplier`
    /// @param quantized `enable_quantization`: whole timesteps only
    /// @param zeroTerminalSnr `sd_noise_schedule` "Zero Terminal SNR"
    /// @param betaAlpha `beta_dist_alpha`
    /// @param betaBeta `beta_dist_beta`
    public record SigmaSettings(
            double min,
            double max,
            double rho,
            boolean oldKarras,
            boolean discardNextToLast,
            boolean sgmNoise,
            boolean quantized,
            boolean zeroTerminalSnr,
            double betaAlpha,
            double betaBeta) {
        public static final SigmaSettings DEFAULT =
                new SigmaSettings(0, 0, 0, false, false, false, false, false, 0.6, 0.6);

        public SigmaSettings {
            Require.notNegative("min sigma", min);
            Require.notNegative("max sigma", max);
            Require.notNegative("rho", rho);
            Require.positive("beta schedule alpha", betaAlpha);
            Require.positive("beta schedule beta", betaBeta);
        }
    }

    /// When guidance is left out, and how closely an editing model follows its picture.
    ///
    /// @param ngms `s_min_uncond`: below this sigma every other step goes without the negative
    ///   prompt
    /// @param ngmsAllSteps `s_min_uncond_all`: every step, not every other
    /// @param skipEarly `skip_early_cond`: share of steps at the start without the negative prompt
    /// @param imageCfgScale `image_cfg_scale` of an editing model; empty for A1111's 1.5
    public record Guidance(
            double ngms, boolean ngmsAllSteps, double skipEarly, Optional<Double> imageCfgScale) {
        public static final Guidance DEFAULT = new Guidance(0, false, 0);

        /// With A1111's image CFG scale.
        public Guidance(double ngms, boolean ngmsAllSteps, double skipEarly) {
            this(ngms, ngmsAllSteps, skipEarly, Optional.empty());
        }

        public Guidance {
            Require.notNegative("negative guidance minimum sigma", ngms);
            Require.share("skip early", skipEarly);
            imageCfgScale.ifPresent(scale -> Require.notNegative("image CFG scale", scale));
        }

        public Guidance withNgms(double value) {
            return new Guidance(value, ngmsAllSteps, skipEarly, imageCfgScale);
        }

        public Guidance withNgmsAllSteps(boolean value) {
            return new Guidance(ngms, value, skipEarly, imageCfgScale);
        }

        public Guidance withSkipEarly(double value) {
            return new Guidance(ngms, ngmsAllSteps, value, imageCfgScale);
        }

        public Guidance withImageCfgScale(Optional<Double> value) {
            return new Guidance(ngms, ngmsAllSteps, skipEarly, value);
        }
    }

    /// Settings of the UniPC sampler under A1111's names and values.
    ///
    /// @param variant `bh1`, `bh2` or `vary_coeff`
    /// @param skipType `time_uniform`, `time_quadratic` or `logSNR`
    /// @param order 1 to 50, as in A1111's settings
    public record UniPc(String variant, String skipType, int order, boolean lowerOrderFinal) {
        private static final Set<String> VARIANTS = Set.of("bh1", "bh2", "vary_coeff");
        private static final Set<String> SKIP_TYPES =
                Set.of("time_uniform", "time_quadratic", "logSNR");

        /// The end of A1111's slider.
        public static final int MOST_ORDER = 50;

        public static final UniPc DEFAULT = new UniPc("bh1", "time_uniform", 3, true);

        public UniPc {
            if (!VARIANTS.contains(variant)) {
                throw InvalidValueException.of(
                        "UniPC variant",
                        Message.of("expected.one-of", "bh1, bh2", "vary_coeff"),
                        variant);
            }
            if (!SKIP_TYPES.contains(skipType)) {
                throw InvalidValueException.of(
                        "UniPC skip type",
                        Message.of("expected.one-of", "time_uniform, time_quadratic", "logSNR"),
                        skipType);
            }
            if (order < 1 || order > MOST_ORDER) {
                throw InvalidValueException.of(
                        "UniPC order", Message.of("expected.range", 1, MOST_ORDER), order);
            }
        }
    }

    /// How a picture to start from is used.
    ///
    /// @param noiseMultiplier `initial_noise_multiplier`: factor on the first noise
    /// @param extraNoise `img2img_extra_noise`: noise added to the latent before the first step
    /// @param fixSteps `img2img_fix_steps`: all steps are run, whatever the denoising strength
    /// @param colorCorrection `img2img_color_correction`: colours are brought back to the source's
    /// @param maskWeight `inpainting_mask_weight`: how much an inpainting model sees of the mask;
    ///   empty for 1 and not worth writing
    public record ImageInput(
            double noiseMultiplier,
            double extraNoise,
            boolean fixSteps,
            boolean colorCorrection,
            Optional<Double> maskWeight) {
        public static final ImageInput DEFAULT =
                new ImageInput(1, 0, false, false, Optional.empty());

        public ImageInput {
            Require.notNegative("noise multiplier", noiseMultiplier);
            Require.notNegative("extra noise", extraNoise);
            maskWeight.ifPresent(weight -> Require.share("conditional mask weight", weight));
        }

        public ImageInput withColorCorrection(boolean value) {
            return new ImageInput(noiseMultiplier, extraNoise, fixSteps, value, maskWeight);
        }
    }

    /// What earlier versions of A1111 did otherwise.
    ///
    /// @param downcastAlphas `use_downcasted_alpha_bar`: signal shares rounded to float16, as
    ///   before 1.8
    public record Compatibility(boolean downcastAlphas) {
        public static final Compatibility DEFAULT = new Compatibility(false);
    }

    /// How the autoencoder is used.
    ///
    /// @param encode `sd_vae_encode_method`: for pictures to start from
    /// @param decode `sd_vae_decode_method`: for pictures that are finished
    public record VaeMethods(VaeMethod encode, VaeMethod decode) {
        public static final VaeMethods DEFAULT = new VaeMethods(VaeMethod.FULL, VaeMethod.FULL);
    }

    public SamplerTuning withStochastic(Stochastic value) {
        return with(fields -> fields.stochastic = value);
    }

    public SamplerTuning withSigmas(SigmaSettings value) {
        return with(fields -> fields.sigmas = value);
    }

    public SamplerTuning withGuidance(Guidance value) {
        return with(fields -> fields.guidance = value);
    }

    public SamplerTuning withImageInput(ImageInput value) {
        return with(fields -> fields.imageInput = value);
    }

    public SamplerTuning withCompatibility(Compatibility value) {
        return with(fields -> fields.compatibility = value);
    }

    public SamplerTuning withVae(VaeMethods value) {
        return with(fields -> fields.vae = value);
    }

    private SamplerTuning with(Consumer<Fields> change) {
        var fields = new Fields(this);
        change.accept(fields);
        return fields.tuning();
    }

    /// The components on their way to another record.
    private static final class Fields {
        private Stochastic stochastic;
        private SigmaSettings sigmas;
        private Guidance guidance;
        private UniPc uniPc;
        private ImageInput imageInput;
        private Compatibility compatibility;
        private VaeMethods vae;

        Fields(SamplerTuning it) {
            stochastic = it.stochastic;
            sigmas = it.sigmas;
            guidance = it.guidance;
            uniPc = it.uniPc;
            imageInput = it.imageInput;
            compatibility = it.compatibility;
            vae = it.vae;
        }

        SamplerTuning tuning() {
            return new SamplerTuning(
                    stochastic, sigmas, guidance, uniPc, imageInput, compatibility, vae);
        }
    }
}
