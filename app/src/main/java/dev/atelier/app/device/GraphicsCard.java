package dev.atelier.app.device;

import java.util.Optional;

/// An NVIDIA card, as its driver describes it.
///
/// @param index CUDA's number of it, from 0
/// @param memory bytes
/// @param free bytes of it that nobody uses now
/// @param capability of its processors; empty where the driver does not say
public record GraphicsCard(
        int index, String name, long memory, long free, Optional<Capability> capability) {
    /// CUDA's compute capability, such as 8.6.
    public record Capability(int major, int minor) implements Comparable<Capability> {
        /// The oldest for which PyTorch 2.7.1 with CUDA 12.8 has code: Maxwell, GTX 900.
        public static final Capability LEAST = new Capability(5, 0);

        @Override
        public int compareTo(Capability other) {
            return major != other.major
                    ? Integer.compare(major, other.major)
                    : Integer.compare(minor, other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }
}
