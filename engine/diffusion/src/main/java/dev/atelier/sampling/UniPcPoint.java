package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// A time UniPC has been at: the clean estimate there, and the schedule's values.
record UniPcPoint(Latent clean, double lambda, double sigma) {}
