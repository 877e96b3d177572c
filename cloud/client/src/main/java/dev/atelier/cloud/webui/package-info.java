/// The Stable Diffusion webui API behind an EAS gateway or by itself, called synchronously: a
/// recipe becomes a call, and its answer pictures (A1111 v1.10.1 `modules/api`, PAI-EAS SDWebUI
/// images).
@NullMarked
package dev.atelier.cloud.webui;

import org.jspecify.annotations.NullMarked;
