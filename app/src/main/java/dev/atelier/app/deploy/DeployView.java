package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Steps.Step;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.Money;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.cloud.deploy.Edition;
import java.awt.CardLayout;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.swing.ButtonGroup;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.KeyStroke;

/// The page that deploys a service: steps, form and JSON, then the progress in their place.
final class DeployView {
    private static final int NARROW = 1240;

    /// Widths of the list of steps: with words, with few, and with numbers alone.
    private static final int STEPS = 204;

    private static final int FEW = 168;
    private static final int STRIP = 48;

    /// Deploys what is reviewed: in this page the key that makes pictures elsewhere.
    private static final KeyStroke DEPLOY =
            KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, InputEvent.CTRL_DOWN_MASK);

    private final Messages messages = Messages.of(DeployView.class);
    private final DeployModel model;
    private final DeploymentModel deployment;
    private final Steps steps;
    private final StepTroubles troubles;
    private final ThemedPanel page =
            ThemedPanel.ground(
                    "bg.window",
                    "insets 16 24 16 24,wrap 1",
                    "[grow,fill]",
                    "[36!]12[grow,fill]12[]");
    private final CardLayout cards = new CardLayout();
    private final JPanel forms = new JPanel(cards);
    private final JPanel body = new JPanel(new CardLayout());
    private final ThemedPanel draft = ThemedPanel.clear("hidemode 3", "", "[grow,fill]");
    private final JComponent form;
    private final JComponent json;
    private final Map<Step, StepButton> list = new EnumMap<>(Step.class);
    private final Value<Step> at = Value.of(Step.ACCOUNT);
    private final Value<Sides> sides = Value.of(Sides.BOTH);

    /// The one that shows where both have no room.
    private final Value<Sides> side = Value.of(Sides.FORM);

    private final ReviewPage review;

    private final Label title = new Label("", TextStyle.HEADING, "text");
    private final Label note = Label.small("");
    private final JCheckBox replace = new JCheckBox();
    private final NamedAction next = new NamedAction("", this::next);
    private final JButton nextButton = Buttons.primary(next);
    private final JButton back;
    private final JButton recommend;
    private JButton close = new JButton();
    private boolean going;
    private final JComponent switcher;
    private final JComponent narrowSwitcher;
    private final JComponent reviewSwitcher;
    private final Actions actions;

    /// Which of the two ways to see the draft show.
    enum Sides {
        FORM,
        BOTH,
        JSON
    }

    /// What can be done from it.
    ///
    /// @param close goes back
    /// @param account goes to where the account is chosen
    /// @param say shows a note
    /// @param draw goes to where pictures are made, with a service chosen
    /// @param replaced takes the draft whose place another took
    record Actions(
            Runnable close,
            Runnable account,
            Consumer<String> say,
            Consumer<String> draw,
            Consumer<String> replaced) {}

    DeployView(DeployModel model, DeploymentModel deployment, Tasks tasks, Actions actions) {
        this.model = model;
        this.deployment = deployment;
        this.actions = actions;
        steps = new Steps(model, deployment, actions.account(), at::set);
        troubles = new StepTroubles(model);
        back = Buttons.secondary(messages.text("deploy.back"), this::back);
        back.setName("deploy-back");
        nextButton.setName("deploy-next");
        recommend = Buttons.secondary(messages.text("deploy.recommend"), this::recommend);
        recommend.setName("deploy-recommend");
        switcher =
                Segment.following(
                        "deploy-sides",
                        List.of(Sides.values()),
                        it -> messages.text("sides." + it),
                        sides);
        narrowSwitcher =
                Segment.following(
                        "deploy-side",
                        List.of(Sides.FORM, Sides.JSON),
                        it -> messages.text("sides." + it),
                        side);
        reviewSwitcher =
                Segment.following(
                        "deploy-summary",
                        List.of(Sides.FORM, Sides.JSON),
                        it -> messages.text("summary." + it),
                        side);
        review = steps.review(actions.say());
        forms.setOpaque(false);
        for (var step : Step.values()) {
            if (step != Step.REVIEW) {
                forms.add(ScrollColumn.of(steps.page(step)), step.name());
            }
        }
        form = rounded(forms);
        json = new JsonPane(model, actions.say()).component();
        body.setOpaque(false);
        body.add(draft, "draft");
        body.add(progress(tasks), "progress");
        page.add(head());
        page.add(body, "wmin 0,hmin 0");
        page.add(foot(), "h 36!");
        page.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        arrange();
                    }
                });
        follow();
        model.open();
    }

    private JComponent progress(Tasks tasks) {
        var verbs =
                new ProgressPage.Verbs(
                        this::edit,
                        this::editMachine,
                        this::deployAgain,
                        actions.close(),
                        actions.draw(),
                        actions.say());
        return new ProgressPage(model, deployment, tasks, verbs).component();
    }

    private void follow() {
        Keys.on(
                page,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                DEPLOY,
                () -> isReview() && nextButton.isShowing() && nextButton.isEnabled(),
                this::next);
        Keys.on(
                page,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                () -> true,
                actions.close());
        at.bind(this::show);
        sides.bind(now -> {
            if (now != Sides.BOTH) {
                side.set(now);
            }
            arrange();
        });
        side.onChange(now -> {
            if (sides.get() != Sides.BOTH) {
                sides.set(now);
            }
            arrange();
        });
        model.reading().bind(_ -> judge());
        model.offers().onChange(_ -> judge());
        model.problem().onChange(_ -> judge());
        model.compared().onChange(_ -> judge());
        model.costs().onChange(_ -> judge());
        model.permissions().check().onChange(_ -> judge());
        model.changes().bind(this::change);
        model.session().connection().onChange(_ -> judge());
        deployment.current().bind(_ -> judge());
    }

    JComponent component() {
        return page;
    }

    /// The key that presses a button must not replace what a service runs with: what changes it is
    /// begun at its image, or where the review is.
    void focus() {
        if (going) {
            close.requestFocusInWindow();
        } else if (replace.isSelected()) {
            if (at.get() != Step.KIND || !steps.focusImage()) {
                focusStep();
            }
        } else {
            (recommend.isShowing() ? recommend : nextButton).requestFocusInWindow();
        }
    }

    private void focusStep() {
        list.forEach((step, button) -> {
            if (step == at.get()) {
                button.requestFocusInWindow();
            }
        });
    }

    private static JComponent rounded(JComponent inside) {
        var block = ThemedPanel.block("bg.panel", 10, "insets 0", "[grow,fill]");
        block.add(inside, "grow,push,wmin 0,hmin 0");
        return block;
    }

    private JComponent head() {
        page.setName("view-deploy");
        var head = ThemedPanel.clear("hidemode 3", "[grow,fill][][][][][]", "[36!]");
        head.add(title, "wmin 0,pushx");
        head.add(switcher, "gapleft 8");
        head.add(narrowSwitcher, "gapleft 8");
        head.add(reviewSwitcher, "gapleft 8");
        head.add(recommend, "h 32!,gapleft 12");
        close = Buttons.icon("close", messages.text("deploy.close"), actions.close());
        close.setName("deploy-close");
        head.add(close, "h 28!,gapleft 8");
        return head;
    }

    private JComponent foot() {
        var foot = ThemedPanel.clear("hidemode 3", "[grow,fill]8[]12[]8[]8[]", "[36!,center]");
        foot.add(note, "wmin 0");
        replace.setText(messages.text("deploy.replace"));
        replace.setName("deploy-replace");
        replace.setOpaque(false);
        replace.addActionListener(event -> judge());
        foot.add(replace);
        var dry = Buttons.secondary(messages.text("deploy.dry"), this::dryRun);
        dry.setName("deploy-dry");
        foot.add(dry, "h 32!");
        foot.add(back, "h 32!");
        foot.add(nextButton, "h 32!");
        return foot;
    }

    private JComponent stepList() {
        var column = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
        if (list.isEmpty()) {
            var group = new ButtonGroup(); // a click on the step that shows keeps it chosen
            for (var step : Step.values()) {
                var button = new StepButton(step.number(), messages.text("step." + step));
                button.setName("deploy-step-" + step);
                button.addActionListener(event -> at.set(step));
                group.add(button);
                list.put(step, button);
            }
        }
        list.values()
                .forEach(it -> {
                    it.brief(isStrip());
                    column.add(it, "h 52!,wmin 0,gapbottom 2");
                });
        return column;
    }

    private boolean isReview() {
        return at.get() == Step.REVIEW;
    }

    /// The review needs the room of the steps' words where there is little.
    private boolean isStrip() {
        return isReview() && isNarrow();
    }

    private boolean isNarrow() {
        return page.getWidth() > 0 && page.getWidth() < NARROW;
    }

    private void arrange() {
        boolean narrow = isNarrow();
        var show = narrow || isReview() ? side.get() : sides.get();
        boolean atSteps = list.values().stream().anyMatch(Component::isFocusOwner);
        draft.removeAll();
        int width = isStrip() ? STRIP : narrow ? FEW : STEPS;
        draft.add(stepList(), "w " + width + "!,aligny top,gapright 12");
        boolean summary = isReview() && show != Sides.JSON;
        review.arrange(narrow);
        review.component().setVisible(summary);
        draft.add(review.component(), "growx,pushx,growy,wmin 0,hmin 0");
        if (!summary && show != Sides.JSON) {
            draft.add(
                    form,
                    (show == Sides.BOTH ? "w 540!" : "growx,pushx")
                            + ",growy,hmin 0,gapright "
                            + (show == Sides.BOTH ? 16 : 0));
        }
        if (!summary && show != Sides.FORM) {
            draft.add(json, "growx,pushx,growy,wmin 0,hmin 0");
        }
        if (isReview() && !summary) {
            // What it costs is seen whichever way it is reviewed.
            draft.add(review.costs(), "w 260:300:300,aligny top,gapleft 16");
        }
        judge();
        draft.revalidate();
        draft.repaint();
        if (atSteps) {
            focusStep(); // what is taken out loses the keyboard
        }
    }

    private void show(Step step) {
        if (step != Step.REVIEW) {
            cards.show(forms, step.name());
        }
        arrange();
    }

    private boolean isUnderWay() {
        return deployment.current().get().isPresent();
    }

    private void judge() {
        boolean before = going;
        going = isUnderWay();
        ((CardLayout) body.getLayout()).show(body, going ? "progress" : "draft");
        title.setText(
                deployment
                        .current()
                        .get()
                        .map(it ->
                                it.phase().isOver()
                                        ? it.service()
                                        : messages.text(
                                                it.update() ? "update.of" : "deploy.of",
                                                it.service()))
                        .orElseGet(this::draftTitle));
        page.getComponent(2).setVisible(!going);
        switcher.setVisible(!going && !isNarrow() && !isReview());
        narrowSwitcher.setVisible(!going && isNarrow() && !isReview());
        reviewSwitcher.setVisible(!going && isReview());
        recommend.setVisible(!going);
        if (going && !before) {
            close.requestFocusInWindow(); // what had the keyboard is hidden
        }
        if (before && !going) {
            replace.setSelected(false);
            at.set(Step.ACCOUNT); // the next draft begins
            EventQueue.invokeLater(this::focus);
        }
        recommend.setEnabled(!model.offers().get().region().isEmpty());
        var reading = model.reading().get();
        back.setEnabled(at.get() != Step.ACCOUNT);
        boolean last = isReview();
        var name = reading.config().map(it -> it.name()).orElse("");
        boolean taken = model.offers().get().service(name).isPresent();
        replace.setVisible(last && taken);
        boolean change = replace.isVisible() && replace.isSelected();
        review.changes(taken && replace.isSelected());
        list.forEach((step, button) -> judge(step, button, taken && replace.isSelected()));
        next.rename(
                last
                        ? priced(messages.text(change ? "deploy.change" : "deploy.go", name))
                        : messages.text("deploy.next", messages.text("step." + following())));
        nextButton.setEnabled(!last || model.isReady(change));
        note.setText(last ? why(taken, change) : messages.text("deploy.nothing-yet"));
        note.setToolTipText(note.getText());
        var key = last ? Keys.text(DEPLOY) : null;
        nextButton.setToolTipText(nextButton.isEnabled() ? key : note.getText());
    }

    private String draftTitle() {
        var name = model.reading().get().config().map(it -> it.name()).orElse("");
        boolean change = replace.isSelected() && model.offers().get().service(name).isPresent();
        return change ? messages.text("update.title", name) : messages.text("deploy.title");
    }

    private void judge(Step step, StepButton button, boolean change) {
        button.setSelected(step == at.get());
        var summary = steps.summary(step);
        var all = troubles.of(step, change);
        long errors = all.stream().filter(StepTroubles.Trouble::isError).count();
        boolean passed = step.number() < at.get().number() && !summary.isEmpty();
        var state =
                errors > 0
                        ? StepButton.State.PROBLEM
                        : !all.isEmpty()
                                ? StepButton.State.WARNING
                                : passed ? StepButton.State.DONE : StepButton.State.OPEN;
        var words =
                errors > 0
                        ? messages.text("review.errors", errors)
                        : all.isEmpty() ? summary : messages.text("step.hints", all.size());
        var sentences =
                all.stream().map(StepTroubles.Trouble::words).collect(Collectors.joining(" "));
        button.say(words, state, sentences);
    }

    private String priced(String words) {
        return model.costs()
                .get()
                .hour()
                .filter(_ -> !PriceWords.isFree(model))
                .map(it -> messages.text("deploy.priced", words, Money.hour(it)))
                .orElse(words);
    }

    private Step following() {
        return at.get().next();
    }

    /// Why it cannot be deployed, or that nothing has happened so far.
    private String why(boolean taken, boolean change) {
        if (model.connection().isEmpty()) {
            return messages.text("deploy.no-account");
        }
        var reading = model.reading().get();
        if (reading.config().isEmpty()) {
            return messages.text("deploy.no-draft");
        }
        if (reading.errors() > 0) {
            return messages.text("review.errors", reading.errors());
        }
        var missing = model.permissions().check().get().missing();
        if (!missing.isEmpty()) {
            return messages.text("review.missing", String.join(", ", missing));
        }
        return messages.text(taken && !change ? "deploy.taken" : "deploy.nothing-yet");
    }

    private void back() {
        at.set(at.get().before());
    }

    private void next() {
        if (at.get() != Step.REVIEW) {
            at.set(following());
            return;
        }
        boolean change = replace.isVisible() && replace.isSelected();
        if (model.isReady(change)) {
            model.reading().get().config().ifPresent(it -> deployment.deploy(it, change));
        }
    }

    private void recommend() {
        boolean async = model.reading().get().config().filter(it -> it.isAsync()).isPresent();
        var before = model.text().get();
        model.recommend(async ? Edition.API : Edition.STANDARD);
        at.set(Step.REVIEW);
        actions.replaced().accept(before);
    }

    /// Asks the account again and says what would happen; sends no config.
    private void dryRun() {
        model.ask();
        var reading = model.reading().get();
        boolean good = reading.config().isPresent() && reading.errors() == 0;
        actions.say()
                .accept(
                        good
                                ? messages.text(
                                        "deploy.dry.good",
                                        reading.config().get().name(),
                                        reading.findings().size())
                                : why(false, false));
        at.set(Step.REVIEW);
    }

    /// The draft was taken from a service: it replaces that. What is as it was before is reviewed
    /// at once.
    private void change(DeployModel.Change now) {
        if (now.number() > 0) {
            replace.setSelected(true);
            if (now.back()) {
                side.set(Sides.FORM);
            }
            at.set(now.back() ? Step.REVIEW : Step.KIND);
            judge();
        }
    }

    /// Another machine for a service that did not start: the draft changes it.
    private void editMachine() {
        edit();
        replace.setSelected(true);
        at.set(Step.MACHINE);
        judge();
    }

    /// The draft once more, for a service that did not start.
    private void deployAgain() {
        model.reading().get().config().ifPresent(it -> deployment.deploy(it, true));
    }

    private void edit() {
        deployment.forget();
        model.ask();
        at.set(Step.REVIEW);
    }
}
