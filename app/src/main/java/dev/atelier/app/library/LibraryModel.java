package dev.atelier.app.library;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A search of the library as a window shows it. Event thread; what takes long is done by [Tasks].
///
/// Set [#text], [#sort] and [#grouping] at will: the [#result] follows. It holds numbers only;
/// [#entry] answers with what is in memory and reads the page around a row otherwise, after which
/// [#loaded] changes: paint again then. Whatever changes the index, a scan or a star, refreshes all
/// of these by itself. The selection belongs to the view, by ids: rows move.
public final class LibraryModel implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LibraryModel.class);
    private static final int PAGE = 200;
    private static final int MOST_ENTRIES = 10_000;
    private static final int PAUSE_MILLIS = 400;

    private final Library library;
    private final Tasks tasks;
    private final Value<String> text = Value.of("");
    private final Value<Sort> sort = Value.of(Sort.NEWEST);
    private final Value<Grouping> grouping = Value.of(Grouping.DAY);
    private final Value<LibraryResult> result = Value.of(LibraryResult.EMPTY);
    private final Value<List<Issue>> issues = Value.of(List.of());
    private final Value<Facets> facets = Value.of(Facets.EMPTY);
    private final Value<Facets> all = Value.of(Facets.EMPTY);
    private final Value<List<SourceState>> sources = Value.of(List.of());
    private final Value<List<String>> collections = Value.of(List.of());
    private final Value<Integer> loaded = Value.of(0);
    private final Value<Boolean> searching = Value.of(false);
    private final Value<Optional<Message>> failure = Value.of(Optional.empty());
    private final AtomicBoolean changed = new AtomicBoolean();
    private final Map<Source, Cancellation> scans = new HashMap<>();

    /// What changed below a source while it was looked through.
    private final Map<Source, Set<Path>> unseen = new HashMap<>();

    /// What must be looked through again when that has ended.
    private final Set<Source> stale = new HashSet<>();

    private final Executor events;
    private boolean closed;
    private boolean beginning;
    private final Map<Integer, Integer> pages = new HashMap<>();
    private final Set<Integer> reading = new HashSet<>();
    private final Map<Long, Entry> entries =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Long, dev.atelier.app.library.Entry> it) {
                    return size() > MOST_ENTRIES;
                }
            };
    private int generation;
    private boolean running;
    private boolean again;
    private boolean counting;
    private Optional<LibraryQuery> uncounted = Optional.empty();

    /// @param events runs what it is given on the event thread
    public LibraryModel(Library library, Tasks tasks, Executor events) {
        this.library = library;
        this.tasks = tasks;
        this.events = events;
        text.onChange(now -> changed());
        sort.onChange(now -> changed());
        grouping.onChange(now -> changed());
        library.index()
                .onChange(() -> {
                    if (changed.compareAndSet(false, true)) {
                        events.execute(() -> search(PAUSE_MILLIS));
                    }
                });
    }

    /// What [#open] will search; nothing is read yet.
    public void begin(String words, Sort order, Grouping groups) {
        beginning = true;
        text.set(words);
        sort.set(order);
        grouping.set(groups);
        beginning = false;
    }

    private void changed() {
        if (!beginning) {
            search(0);
        }
    }

    /// Searches for the first time. Before that nothing is read: a window opens without it.
    public void open() {
        search(0);
    }

    // What is searched.

    /// The text of a [LibraryQuery].
    public Value<String> text() {
        return text;
    }

    public Value<Sort> sort() {
        return sort;
    }

    public Value<Grouping> grouping() {
        return grouping;
    }

    // What was found.

    public Observed<LibraryResult> result() {
        return result;
    }

    /// The parts of the text that were not understood.
    public Observed<List<Issue>> issues() {
        return issues;
    }

    /// Counts of the search.
    public Observed<Facets> facets() {
        return facets;
    }

    /// Counts of the whole library.
    public Observed<Facets> all() {
        return all;
    }

    public Observed<List<SourceState>> sources() {
        return sources;
    }

    /// All collections by name, also empty ones.
    public Observed<List<String>> collections() {
        return collections;
    }

    /// Goes up when entries came into memory, or may have changed.
    public Observed<Integer> loaded() {
        return loaded;
    }

    public Observed<Boolean> searching() {
        return searching;
    }

    /// Why the last search or change failed; empty where none did.
    public Observed<Optional<Message>> failure() {
        return failure;
    }

    /// Whether stars, tags and sources can be changed; else another program has the library open.
    public boolean isWritable() {
        return library.index().isWritable();
    }

    /// The entry of a row; empty until it is read. Rows outside are empty.
    public Optional<Entry> entry(int row) {
        var ids = result.get().ids();
        if (row < 0 || row >= ids.length) {
            return Optional.empty();
        }
        int page = row / PAGE;
        if (!Integer.valueOf(generation).equals(pages.get(page)) && reading.add(page)) {
            read(page, generation);
        }
        return Optional.ofNullable(entries.get(ids[row]));
    }

    private void read(int page, int generationThen) {
        var ids = result.get().ids();
        int from = page * PAGE;
        var wanted = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PAGE));
        run(
                () -> library.index().entries(wanted),
                found -> {
                    reading.remove(page);
                    found.forEach(entry -> entries.put(entry.id(), entry));
                    if (generationThen == generation) {
                        pages.put(page, generation);
                    }
                    loaded.set(loaded.get() + 1);
                });
    }

    private void search(int pause) {
        if (running) {
            again = true;
            return;
        }
        running = true;
        searching.set(true);
        var query = LibraryQuery.parse(text.get());
        issues.set(query.issues());
        var order = sort.get();
        var groups = grouping.get();
        tasks.run(
                HiddenTask.REFRESH,
                task -> {
                    if (pause > 0) {
                        Thread.sleep(pause); // a scan changes much, often
                    }
                    changed.set(false);
                    return library.index().search(query, order, groups);
                },
                Tasks.Outcome.<LibraryResult>of(
                        found -> {
                            show(found);
                            end();
                            count(query);
                        },
                        thrown -> {
                            fail(thrown);
                            end();
                        }));
    }

    private void show(LibraryResult found) {
        generation++;
        pages.clear();
        failure.set(Optional.empty());
        result.set(found);
        loaded.set(loaded.get() + 1);
    }

    /// Counting takes longer than searching: what was found is shown before, and the next search
    /// does not wait for it.
    private void count(LibraryQuery query) {
        if (counting) {
            uncounted = Optional.of(query);
            return;
        }
        counting = true;
        tasks.run(
                "count-library",
                task -> {
                    var index = library.index();
                    var everything = index.facets(LibraryQuery.ALL);
                    return new Counts(
                            query.terms().isEmpty() ? everything : index.facets(query),
                            everything,
                            index.sources(),
                            index.collections());
                },
                new Tasks.Outcome<Counts>(
                        counts -> {
                            all.set(counts.all());
                            facets.set(counts.facets());
                            sources.set(counts.sources());
                            collections.set(counts.collections());
                            counted();
                        },
                        thrown -> {
                            fail(thrown);
                            counted();
                        },
                        this::counted));
    }

    private void counted() {
        counting = false;
        var next = uncounted;
        uncounted = Optional.empty();
        next.ifPresent(this::count);
    }

    private record Counts(
            Facets facets, Facets all, List<SourceState> sources, List<String> collections) {}

    private void fail(Throwable thrown) {
        log.warn("the library could not be read", thrown);
        failure.set(Optional.of(sentence(thrown)));
    }

    private static Message sentence(Throwable thrown) {
        return Message.of("pictures.failed", FailureMessages.cause(thrown));
    }

    private void end() {
        running = false;
        searching.set(false);
        if (again) {
            again = false;
            search(0);
        }
    }

    // What a person does.

    /// Reads what may stand at the caret; answers on the event thread.
    public void complete(int caret, Consumer<List<Completion>> answer) {
        var now = text.get();
        run(() -> library.index().complete(now, caret), answer);
    }

    /// Reads which files were left out; answers on the event thread.
    ///
    /// @param most of them
    public void unreadable(int most, Consumer<List<UnreadableFile>> answer) {
        run(() -> library.index().unreadable(most), answer);
    }

    /// Ids of rows, for what is done with many.
    public long[] ids(int from, int count) {
        var ids = result.get().ids();
        return Arrays.copyOfRange(ids, from, Math.min(ids.length, from + count));
    }

    /// Reads any entries, such as those selected; answers on the event thread.
    public void entries(long[] ids, Consumer<List<Entry>> answer) {
        run(() -> library.index().entries(ids), answer);
    }

    /// What many entries are together; answers on the event thread.
    public void summary(long[] ids, Consumer<ChosenSummary> answer) {
        run(() -> library.index().summary(ids), answer);
    }

    /// Reads all entries that a search finds; answers on the event thread.
    public void found(String search, Consumer<List<Entry>> answer) {
        run(
                () -> {
                    var query = LibraryQuery.parse(search);
                    var found = library.index().search(query, Sort.NEWEST, Grouping.NONE);
                    return library.index().entries(found.ids());
                },
                answer);
    }

    /// Ids of what lies at these places; answers on the event thread.
    public void idsAt(List<PictureRef> refs, Consumer<Set<Long>> answer) {
        run(
                () -> {
                    var ids = new HashSet<Long>();
                    for (var ref : refs) {
                        library.index().at(ref).ifPresent(it -> ids.add(it.id()));
                    }
                    return Set.copyOf(ids);
                },
                answer);
    }

    /// Reads what lies at a place; answers on the event thread.
    public void at(PictureRef ref, Consumer<Optional<Entry>> answer) {
        run(() -> library.index().at(ref), answer);
    }

    public void star(Collection<Long> ids, boolean on) {
        change(() -> library.index().star(ids, on));
    }

    public void tag(Collection<Long> ids, String tag, boolean on) {
        change(() -> library.index().tag(ids, tag, on));
    }

    public void collect(Collection<Long> ids, String collection, boolean on) {
        change(() -> library.index().collect(ids, collection, on));
    }

    public void addCollection(String name) {
        change(() -> library.index().addCollection(name));
    }

    public void removeCollection(String name) {
        change(() -> library.index().removeCollection(name));
    }

    /// Takes in a picture that was just saved.
    public void take(Path picture) {
        if (isWritable()) {
            change(() -> library.take(picture));
        }
    }

    /// Forgets what was moved away.
    public void forget(PictureRef ref) {
        change(() -> library.forget(ref));
    }

    /// Adds a source and looks through it.
    public void addSource(Source source) {
        change(() -> {
            library.add(source);
        });
        scan(source);
    }

    /// Forgets a source; its files stay.
    public void removeSource(Source source) {
        stale.remove(source);
        Optional.ofNullable(scans.remove(source)).ifPresent(Cancellation::cancel);
        change(() -> library.remove(source));
    }

    /// Brings all sources up to date.
    public void scan() {
        library.sources().forEach(this::scan);
    }

    /// Follows changes in the folders that are looked through from now on: what another program
    /// saves is found without a scan. Call it once, before [#scan].
    public void follow() {
        if (!isWritable()) {
            return;
        }
        try {
            library.watch();
        } catch (IOException e) {
            log.warn("folders cannot be watched", e);
            return;
        }
        tasks.run(
                HiddenTask.WATCH,
                task -> {
                    task.onCancel(library::unwatch);
                    library.changes((root, changed) ->
                            events.execute(() -> changed(new Source.Folder(root), changed)));
                    return true;
                },
                Tasks.Outcome.<Boolean>of(
                        done -> {}, thrown -> log.warn("folders cannot be watched", thrown)));
    }

    private void changed(Source.Folder source, Set<Path> below) {
        if (scans.containsKey(source)) {
            unseen.computeIfAbsent(source, _ -> new HashSet<>()).addAll(below);
            return;
        }
        scan(source, cancellation -> library.scan(source.path(), below, cancellation));
    }

    /// Brings one source up to date; does nothing while that is going on.
    public void scan(Source source) {
        if (isWritable() && !scans.containsKey(source)) {
            scan(source, cancellation -> library.scan(source, cancellation));
        }
    }

    /// Brings one source up to date, again where that is going on: what it is read with has
    /// changed.
    public void scanAgain(Source source) {
        if (scans.containsKey(source)) {
            stale.add(source);
        } else {
            scan(source);
        }
    }

    private interface Scan {
        void run(Cancellation cancellation) throws IOException;
    }

    private void scan(Source source, Scan scan) {
        var cancellation = new Cancellation();
        scans.put(source, cancellation);
        tasks.run(
                "scan-library",
                task -> {
                    task.onCancel(cancellation::cancel);
                    scan.run(cancellation);
                    return true;
                },
                new Tasks.Outcome<Boolean>(
                        done -> scanned(source, cancellation),
                        thrown -> {
                            scanned(source, cancellation);
                            if (!cancellation.ends()) {
                                fail(thrown);
                            }
                        },
                        () -> scanned(source, cancellation)));
    }

    private void scanned(Source source, Cancellation cancellation) {
        scans.remove(source, cancellation);
        var left = unseen.remove(source);
        if (stale.remove(source) && !closed) {
            scan(source);
        } else if (left != null && source instanceof Source.Folder folder && !closed) {
            changed(folder, left);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void change(Step step) {
        run(
                () -> {
                    step.run();
                    return true;
                },
                done -> {});
    }

    private <T> void run(Callable<T> work, Consumer<T> done) {
        tasks.run(
                "change-library",
                task -> work.call(),
                Tasks.Outcome.<T>of(
                        done,
                        thrown -> {
                            log.warn("the library failed", thrown);
                            failure.set(Optional.of(sentence(thrown)));
                        }));
    }

    /// Stops scans; the index stays open.
    @Override
    public void close() {
        closed = true;
        library.unwatch();
        scans.values().forEach(Cancellation::cancel);
    }
}
