/// What objects are called: in OSS, inside a service's container and on this computer.
@NullMarked
package dev.atelier.cloud.oss.name;

import org.jspecify.annotations.NullMarked;
