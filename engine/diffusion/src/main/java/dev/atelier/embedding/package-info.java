/// Textual inversions: words that a model did not learn, as vectors in files.
@NullMarked
package dev.atelier.embedding;

import org.jspecify.annotations.NullMarked;
