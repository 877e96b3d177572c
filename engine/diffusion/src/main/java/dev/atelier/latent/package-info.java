/// The picture inside the diffusion process, as plain numbers. Latents are tiny (a 1024 x 1024
/// picture is 65536 values), so samplers run on Java doubles and only the network sees tensors. No
/// tensors here. Start reading at [Latent].
@NullMarked
package dev.atelier.latent;

import org.jspecify.annotations.NullMarked;
