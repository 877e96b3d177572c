/// Pictures of the library as files for others: copies with or without their recipes, contact
/// sheets, and a sheet that says where each comes from.
@NullMarked
package dev.atelier.app.library.export;

import org.jspecify.annotations.NullMarked;
