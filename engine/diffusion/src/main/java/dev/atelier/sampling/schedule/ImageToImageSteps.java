package dev.atelier.sampling.schedule;

import java.util.Arrays;

/// Which part of a schedule image to image runs (A1111 `setup_img2img_steps`).
///
/// @param total steps of the full schedule
/// @param encode `t_enc`: how deep into it the picture is noised
public record ImageToImageSteps(int total, int encode) {
    /// Denoising 1 would skip nothing; A1111 caps it here.
    private static final double MOST = 0.999;

    /// The schedule has `steps`, of which about the share `denoising` (0 to 1) is run.
    public static ImageToImageSteps share(int steps, double denoising) {
        return new ImageToImageSteps(steps, (int) (Math.min(denoising, MOST) * steps));
    }

    /// Exactly `steps` are run, of a schedule that is longer in turn: "fix steps", and always the
    /// hires pass.
    public static ImageToImageSteps exactly(int steps, double denoising) {
        int total = denoising > 0 ? (int) (steps / Math.min(denoising, MOST)) : 0;
        return new ImageToImageSteps(total, steps - 1);
    }

    /// Whether nothing is run and nothing is noised: exactly so many steps, with denoising 0.
    /// A1111's schedule is then the final 0 alone.
    public boolean none() {
        return total == 0;
    }

    /// The sigmas to run, out of those of the full schedule.
    public double[] of(double[] sigmas) {
        return Arrays.copyOfRange(sigmas, total - encode - 1, sigmas.length);
    }
}
