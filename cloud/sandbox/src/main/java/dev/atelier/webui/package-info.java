/// AUTOMATIC1111's API (v1.10.1) over any generator, with what PAI-EAS adds to it. Start reading at
/// `Webui`.
@NullMarked
package dev.atelier.webui;

import org.jspecify.annotations.NullMarked;
