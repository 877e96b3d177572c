/// The control plane of PAI-EAS (API version 2021-07-01): services with their life, events and
/// logs, and the errors of the real one. Start reading at `ControlPlane`, then `Cloud`.
@NullMarked
package dev.atelier.sandbox.eas;

import org.jspecify.annotations.NullMarked;
