/// Pictures as bytes, and what image to image does to them before and after the networks: the
/// arithmetic of Pillow and OpenCV, byte for byte, because A1111 uses them.
@NullMarked
package dev.atelier.image;

import org.jspecify.annotations.NullMarked;
