/// What x-oss-process does to a picture.
@NullMarked
package dev.atelier.sandbox.oss.image;

import org.jspecify.annotations.NullMarked;
