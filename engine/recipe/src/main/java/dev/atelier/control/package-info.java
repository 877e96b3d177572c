/// What makes a control map of a picture: the preprocessors of sd-webui-controlnet that need no
/// network, with the arithmetic of OpenCV, and how a map is brought to the size of a picture.
@NullMarked
package dev.atelier.control;

import org.jspecify.annotations.NullMarked;
