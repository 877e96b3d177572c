package dev.atelier.app.library.view;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which entries of a grid are chosen, as every list on the desktop does it: one, or more with
/// Ctrl, or a stretch with Shift. What is chosen is known by its id and stays chosen however rows
/// move. Event thread.
public final class SelectionModel {
    private final GridRows rows;
    private final Value<Integer> changes = Value.of(0);
    private final Set<Long> ids = new HashSet<>();
    private Set<Long> before = Set.of();
    private Set<Long> awaited = Set.of();
    private int lead = -1;
    private long leadId = -1;
    private int anchor = -1;

    public SelectionModel(GridRows rows) {
        this.rows = rows;
    }

    /// Reports that another choice was made.
    public Observed<Integer> changes() {
        return changes;
    }

    /// The row that the keyboard is at; -1 for none.
    public int lead() {
        return lead;
    }

    public int size() {
        return ids.size();
    }

    public boolean contains(long id) {
        return ids.contains(id);
    }

    /// The chosen rows in their order.
    public List<Integer> chosen() {
        var all = new ArrayList<Integer>();
        if (ids.size() == 1 && lead >= 0 && ids.contains(leadId)) {
            all.add(lead);
            return all;
        }
        for (int row = 0; row < rows.count() && all.size() < ids.size(); row++) {
            if (ids.contains(rows.id(row))) {
                all.add(row);
            }
        }
        return all;
    }

    /// Chooses those, now or as soon as rows show them, unless others are chosen meanwhile.
    public void await(Set<Long> wanted) {
        ids.clear();
        lead = -1;
        leadId = -1;
        awaited = Set.copyOf(wanted);
        reshown(true);
    }

    /// Chooses one and no other.
    public void only(int row) {
        ids.clear();
        ids.add(rows.id(row));
        anchor = row;
        move(row);
    }

    /// Chooses one more, or one less.
    public void toggle(int row) {
        long id = rows.id(row);
        if (!ids.remove(id)) {
            ids.add(id);
        }
        anchor = row;
        move(row);
    }

    /// Chooses all from where the stretch began.
    public void extend(int row) {
        ids.clear();
        int from = anchor < 0 ? row : anchor;
        for (int at = Math.min(from, row); at <= Math.max(from, row); at++) {
            ids.add(rows.id(at));
        }
        move(row);
        anchor = from;
    }

    /// Goes to a row without choosing it.
    public void go(int row) {
        anchor = row;
        move(row);
    }

    public void all() {
        for (int row = 0; row < rows.count(); row++) {
            ids.add(rows.id(row));
        }
        move(lead < 0 && rows.count() > 0 ? 0 : lead);
    }

    public void clear() {
        awaited = Set.of();
        ids.clear();
        changes.update(count -> count + 1);
    }

    /// A frame is being drawn around rows.
    ///
    /// @param keeps whether what was chosen before stays, as with Ctrl
    public void beginFrame(boolean keeps) {
        awaited = Set.of();
        before = keeps ? Set.copyOf(ids) : Set.of();
    }

    /// The frame holds these rows now.
    public void frame(List<Integer> inside) {
        ids.clear();
        ids.addAll(before);
        inside.forEach(row -> ids.add(rows.id(row)));
        if (!inside.isEmpty()) {
            lead = inside.getLast();
            leadId = rows.id(lead);
            anchor = inside.getFirst();
        }
        changes.update(count -> count + 1);
    }

    /// The rows are others now: what is no longer there is not chosen, and the keyboard stays at
    /// its entry, or else at its place.
    ///
    /// @param same whether they come from the same search: then the neighbour of what was taken
    ///   away is chosen in its place
    public void reshown(boolean same) {
        int first = firstAwaited();
        if (first >= 0) {
            ids.clear();
            ids.addAll(awaited);
            leadId = rows.id(first);
            awaited = Set.of();
        }
        int was = lead;
        lead = -1;
        var left = new HashSet<Long>();
        for (int row = 0; row < rows.count() && (!ids.isEmpty() || was >= 0); row++) {
            long id = rows.id(row);
            if (ids.contains(id)) {
                left.add(id);
            }
            if (id == leadId) {
                lead = row;
            }
        }
        boolean less = left.size() < ids.size();
        ids.retainAll(left);
        if (lead < 0 && was >= 0 && rows.count() > 0 && same) {
            lead = Math.min(was, rows.count() - 1);
            leadId = rows.id(lead);
            if (less && ids.isEmpty()) {
                ids.add(leadId); // the neighbour of what was taken away
            }
        }
        anchor = lead;
        changes.update(count -> count + 1);
    }

    /// The first row of those that are waited for, where all of them show; else -1.
    private int firstAwaited() {
        int first = -1;
        int found = 0;
        for (int row = 0; row < rows.count() && found < awaited.size(); row++) {
            if (awaited.contains(rows.id(row))) {
                first = found == 0 ? row : first;
                found++;
            }
        }
        return found == awaited.size() ? first : -1;
    }

    private void move(int row) {
        awaited = Set.of();
        lead = row;
        leadId = row < 0 ? -1 : rows.id(row);
        changes.update(count -> count + 1);
    }
}
