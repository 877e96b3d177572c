package dev.atelier.recipe;

import java.util.Arrays;
import java.util.Optional;

/// The rarely moved settings of sampling, under the meaning A1111 v1.10.1 gives them.
///
/// @param eta fresh noise per step
/// @param churn stochastic Karras sampling
/// @param sigmas overrides of the schedule
/// @param beta the Beta schedule
/// @param uniPc the UniPC sampler
/// @param guidance steps without the negative prompt
/// @param imageStart the beginning of image to image
/// @param noiseSchedule the training schedule
/// @param discardNextToLastSigma drops the last sigma but one for every sampler
///     (`always_discard_next_to_last_sigma`)
/// @param etaNoiseSeedDelta added to the seed for the noise of ancestral steps (`ENSD`)
/// @param sgmNoiseMultiplier scales starting noise by sqrt(1 + sigma^2) for every schedule
/// @param legacy older behaviour
public record Advanced(
        Eta eta,
        Churn churn,
        SigmaRange sigmas,
        BetaShape beta,
        UniPc uniPc,
        Guidance guidance,
        ImageStart imageStart,
        NoiseSchedule noiseSchedule,
        boolean discardNextToLastSigma,
        long etaNoiseSeedDelta,
        boolean sgmNoiseMultiplier,
        Legacy legacy) {
    public Advanced {
        Require.within("eta noise seed delta", etaNoiseSeedDelta, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// A1111 v1.10.1's defaults.
    public static final Advanced DEFAULT =
            new Advanced(
                    Eta.DEFAULT,
                    Churn.DEFAULT,
                    SigmaRange.DEFAULT,
                    BetaShape.DEFAULT,
                    UniPc.DEFAULT,
                    Guidance.DEFAULT,
                    ImageStart.DEFAULT,
                    NoiseSchedule.DEFAULT,
                    false,
                    0,
                    false,
                    Legacy.DEFAULT);

    /// Whether anything differs from [#DEFAULT].
    public boolean isChanged() {
        return !equals(DEFAULT);
    }

    /// A copy with another `eta`.
    public Advanced withEta(Eta eta) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `churn`.
    public Advanced withChurn(Churn churn) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `sigmas`.
    public Advanced withSigmas(SigmaRange sigmas) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `beta`.
    public Advanced withBeta(BetaShape beta) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `uniPc`.
    public Advanced withUniPc(UniPc uniPc) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `guidance`.
    public Advanced withGuidance(Guidance guidance) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `imageStart`.
    public Advanced withImageStart(ImageStart imageStart) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `noiseSchedule`.
    public Advanced withNoiseSchedule(NoiseSchedule noiseSchedule) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `discardNextToLastSigma`.
    public Advanced withDiscardNextToLastSigma(boolean discardNextToLastSigma) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `etaNoiseSeedDelta`.
    public Advanced withEtaNoiseSeedDelta(long etaNoiseSeedDelta) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `sgmNoiseMultiplier`.
    public Advanced withSgmNoiseMultiplier(boolean sgmNoiseMultiplier) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// A copy with another `legacy`.
    public Advanced withLegacy(Legacy legacy) {
        return new Advanced(
                eta,
                churn,
                sigmas,
                beta,
                uniPc,
                guidance,
                imageStart,
                noiseSchedule,
                discardNextToLastSigma,
                etaNoiseSeedDelta,
                sgmNoiseMultiplier,
                legacy);
    }

    /// The two parameters of the Beta schedule's distribution.
    ///
    /// @param alpha above 0
    /// @param beta above 0
    public record BetaShape(double alpha, double beta) {
        public BetaShape {
            Require.within("beta schedule alpha", alpha, Double.MIN_VALUE, Double.MAX_VALUE);
            Require.within("beta schedule beta", beta, Double.MIN_VALUE, Double.MAX_VALUE);
        }

        /// A1111 v1.10.1's.
        public static final BetaShape DEFAULT = new BetaShape(0.6, 0.6);

        /// A copy with another `alpha`.
        public BetaShape withAlpha(double alpha) {
            return new BetaShape(alpha, beta);
        }

        /// A copy with another `beta`.
        public BetaShape withBeta(double beta) {
            return new BetaShape(alpha, beta);
        }
    }

    /// How image to image and the hires pass begin.
    ///
    /// @param noiseMultiplier scales the starting noise of image to image, not negative
    /// @param extraNoise noise added to the encoded picture, not negative; in the hires pass too
    /// @param exactSteps runs all steps whatever the denoising strength (`img2img_fix_steps`)
    /// @param colorCorrection matches the colours of the result to the starting picture's
    public record ImageStart(
            double noiseMultiplier,
            double extraNoise,
            boolean exactSteps,
            boolean colorCorrection) {
        public ImageStart {
            Require.notNegative("noise multiplier", noiseMultiplier);
            Require.notNegative("extra noise", extraNoise);
        }

        /// A1111 v1.10.1's.
        public static final ImageStart DEFAULT = new ImageStart(1, 0, false, false);

        /// A copy with another `noiseMultiplier`.
        public ImageStart withNoiseMultiplier(double noiseMultiplier) {
            return new ImageStart(noiseMultiplier, extraNoise, exactSteps, colorCorrection);
        }

        /// A copy with another `extraNoise`.
        public ImageStart withExtraNoise(double extraNoise) {
            return new ImageStart(noiseMultiplier, extraNoise, exactSteps, colorCorrection);
        }

        /// A copy with another `exactSteps`.
        public ImageStart withExactSteps(boolean exactSteps) {
            return new ImageStart(noiseMultiplier, extraNoise, exactSteps, colorCorrection);
        }

        /// A copy with another `colorCorrection`.
        public ImageStart withColorCorrection(boolean colorCorrection) {
            return new ImageStart(noiseMultiplier, extraNoise, exactSteps, colorCorrection);
        }
    }

    /// Settings that reproduce pictures of older webui releases or of other precision.
    ///
    /// @param oldKarrasSigmas sigmas 0.1 to 10 for Karras (`use_old_karras_scheduler_sigmas`)
    /// @param noSdeBatchDeterminism one noise tree for a whole batch in SDE samplers
    ///     (`no_dpmpp_sde_batch_determinism`)
    /// @param downcastAlphas rounds the training schedule to float16 first
    ///     (`use_downcasted_alpha_bar`)
    /// @param quantizeTimesteps rounds sigmas to the nearest training step (`enable_quantization`)
    /// @param hiresFirstPassConds uses the first pass's conditioning in the hires pass
    ///     (`hires_fix_use_firstpass_conds`)
    /// @param refinerSwitchBySampleSteps counts the refiner's switch in sampling steps, not in
    ///     noise levels
    public record Legacy(
            boolean oldKarrasSigmas,
            boolean noSdeBatchDeterminism,
            boolean downcastAlphas,
            boolean quantizeTimesteps,
            boolean hiresFirstPassConds,
            boolean refinerSwitchBySampleSteps) {
        /// None of them.
        public static final Legacy DEFAULT =
                new Legacy(false, false, false, false, false, false);

        /// A copy with another `oldKarrasSigmas`.
        public Legacy withOldKarrasSigmas(boolean oldKarrasSigmas) {
            return new Legacy(
                    oldKarrasSigmas,
                    noSdeBatchDeterminism,
                    downcastAlphas,
                    quantizeTimesteps,
                    hiresFirstPassConds,
                    refinerSwitchBySampleSteps);
        }

        /// A copy with another `noSdeBatchDeterminism`.
        public Legacy withNoSdeBatchDeterminism(boolean noSdeBatchDeterminism) {
            return new Legacy(
                    oldKarrasSigmas,
                    noSdeBatchDeterminism,
                    downcastAlphas,
                    quantizeTimesteps,
                    hiresFirstPassConds,
                    refinerSwitchBySampleSteps);
        }

        /// A copy with another `downcastAlphas`.
        public Legacy withDowncastAlphas(boolean downcastAlphas) {
            return new Legacy(
                    oldKarrasSigmas,
                    noSdeBatchDeterminism,
                    downcastAlphas,
                    quantizeTimesteps,
                    hiresFirstPassConds,
                    refinerSwitchBySampleSteps);
        }

        /// A copy with another `quantizeTimesteps`.
        public Legacy withQuantizeTimesteps(boolean quantizeTimesteps) {
            return new Legacy(
                    oldKarrasSigmas,
                    noSdeBatchDeterminism,
                    downcastAlphas,
                    quantizeTimesteps,
                    hiresFirstPassConds,
                    refinerSwitchBySampleSteps);
        }

        /// A copy with another `hiresFirstPassConds`.
        public Legacy withHiresFirstPassConds(boolean hiresFirstPassConds) {
            return new Legacy(
                    oldKarrasSigmas,
                    noSdeBatchDeterminism,
                    downcastAlphas,
                    quantizeTimesteps,
                    hiresFirstPassConds,
                    refinerSwitchBySampleSteps);
        }

        /// A copy with another `refinerSwitchBySampleSteps`.
        public Legacy withRefinerSwitchBySampleSteps(boolean refinerSwitchBySampleSteps) {
            return new Legacy(
                    oldKarrasSigmas,
                    noSdeBatchDeterminism,
                    downcastAlphas,
                    quantizeTimesteps,
                    hiresFirstPassConds,
                    refinerSwitchBySampleSteps);
        }
    }

    /// The training noise schedule (A1111's option `sd_noise_schedule`).
    public enum NoiseSchedule {
        /// The checkpoint's own.
        DEFAULT("Default"),
        /// Rescaled to end in pure noise (Lin et al. 2023, algorithm 1).
        ZERO_TERMINAL_SNR("Zero Terminal SNR");

        private final String label;

        NoiseSchedule(String label) {
            this.label = label;
        }

        /// The name in A1111's interface, infotext and API.
        public String label() {
            return label;
        }

        /// The constant with this label, letter case aside.
        public static Optional<NoiseSchedule> ofLabel(String label) {
            return Arrays.stream(values()).filter(v -> v.label.equalsIgnoreCase(label)).findFirst();
        }
    }
}
