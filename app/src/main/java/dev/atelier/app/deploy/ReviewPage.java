package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Steps.Step;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.ThemedPanel;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JComponent;

/// What will be created, what it costs, what the account may do, and what it changes in a service
/// that is there: cards side by side, or below each other where there is no room.
final class ReviewPage {
    /// The cards of costs and permissions are as high as the longer of the two.
    private static final String PAIR = "[grow,fill,sg pair]16[grow,fill,sg pair]";

    private final ThemedPanel page = ThemedPanel.clear("", "", "[grow,fill]");
    private final ReviewFacts summary;
    private final JComponent facts;
    private final JComponent costs;
    private final JComponent permissions;
    private final JComponent changes;
    private boolean narrow;
    private boolean change;

    /// How it is asked for and what it says.
    ///
    /// @param deployment keeps when a service stops
    /// @param go leads back to a step
    /// @param machine what is known of a type of machine
    /// @param notice shows a note
    record Dependencies(
            DeploymentModel deployment,
            Consumer<Step> go,
            Function<String, String> machine,
            Consumer<String> notice) {}

    ReviewPage(DeployModel model, Dependencies dependencies) {
        summary = new ReviewFacts(model, dependencies.go(), dependencies.machine());
        facts = summary.component();
        costs = new CostCard(model, dependencies.deployment()).component();
        permissions = new PermissionCard(model).component();
        changes = new DiffCard(model, dependencies.notice()).component();
        page.setName("deploy-review");
        page.addHierarchyListener(event -> {
            if (page.isShowing()) {
                model.permissions().ask();
                model.askServices();
            }
        });
    }

    JComponent component() {
        return page;
    }

    /// Whether the service that has the draft's name is meant to be changed.
    void changes(boolean now) {
        summary.changes(now);
        if (change != now) {
            change = now;
            if (page.isVisible()) { // else the costs stand elsewhere
                arrange(narrow);
            }
        }
    }

    /// What it costs and when it stops, to stand elsewhere until the next [#arrange].
    JComponent costs() {
        return costs;
    }

    /// @param narrow whether there is room for one column only
    void arrange(boolean narrow) {
        this.narrow = narrow;
        page.removeAll();
        var pair = ThemedPanel.clear("", PAIR, "[grow,fill]");
        pair.add(costs, "wmin 0");
        pair.add(permissions, "wmin 0");
        if (narrow) {
            var column = ThemedPanel.clear("wrap 1", "[grow,fill]", "[]16[]16[]");
            // Of what is there already the changes count first.
            var all = List.of(block(facts), pair, changes);
            (change ? all.reversed() : all).forEach(it -> column.add(it, "wmin 0"));
            page.add(ScrollColumn.of(column), "pushx,growx,wmin 0,hmin 0");
        } else {
            var right = ThemedPanel.clear("wrap 1", "[grow,fill]", "[]16[grow,fill]");
            right.add(pair, "wmin 0");
            right.add(changes, "wmin 0,hmin 160");
            page.add(block(ScrollColumn.of(facts)), "w 440:36%:540,hmin 0,gapright 16");
            page.add(ScrollColumn.filling(right), "pushx,growx,wmin 0,hmin 0");
        }
        page.revalidate();
        page.repaint();
    }

    private static JComponent block(JComponent inside) {
        var block = ThemedPanel.block("bg.panel", 10, "", "[grow,fill]");
        block.add(inside, "grow,push,wmin 0,hmin 0");
        return block;
    }
}
