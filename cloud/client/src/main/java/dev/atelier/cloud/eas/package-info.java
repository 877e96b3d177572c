/// PAI-EAS's control plane, OpenAPI 2021-07-01, through the vendor's core SDK with ROA signatures.
@NullMarked
package dev.atelier.cloud.eas;

import org.jspecify.annotations.NullMarked;
