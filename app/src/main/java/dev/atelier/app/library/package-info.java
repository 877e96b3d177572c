/// The library: every picture that was made, here and in OSS, found by its recipe.
///
/// ```
/// var index = LibraryIndex.open(data);                       // one process writes, others look
/// var library = new Library(index, settings, pictures, buckets);
/// var model = new LibraryModel(library, tasks, EventQueue::invokeLater);
/// var small = new ThumbnailStore(data.resolve("thumbnails"), buckets, 1L << 30);
/// model.open();                                              // search for the first time
/// model.scan();                                              // bring all sources up to date
///
/// model.text().set("boat model:deliberate -star place:both after:2026-11");
/// model.result().bind(found -> grid.rows(found.count(), found.groups()));
/// model.loaded().onChange(_ -> grid.repaint());              // pages of entries arrived
/// model.entry(row).ifPresent(entry -> paint(entry));         // empty until its page is read
/// small.read(entry.best(), 256);                             // blocks: decodes, or asks OSS
/// ```
///
/// [LibraryResult] holds ids, so that a search of a hundred thousand costs two megabytes; a
/// selection is a set of ids. [LibraryQuery] lists the keys of a search, [Facets] the counts beside
/// it, [SourceState] how folders and buckets stand. [Library#recipe] gives the whole recipe of an
/// entry (blocks; use [Tasks][dev.atelier.app.observe.Tasks]).
@NullMarked
package dev.atelier.app.library;

import org.jspecify.annotations.NullMarked;
