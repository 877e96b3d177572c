package dev.atelier.app.deploy;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.lint.Finding;
import dev.atelier.cloud.deploy.lint.Severity;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTextField;

/// One value of the config: its label above, a list to choose from in which anything can be typed,
/// which searches the list, and below what is wrong with it.
final class PickField {
    private static final int WIDTH = 420;

    /// Where there is nothing to choose from.
    private static final String NO_ARROW =
            "buttonArrowColor: #0000; buttonHoverArrowColor: #0000;"
                    + " buttonPressedArrowColor: #0000; buttonDisabledArrowColor: #0000";

    private final Messages messages = Messages.of(PickField.class);
    private final DeployModel model;
    private final Spec spec;
    private final ThemedPanel block = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");
    private final JComboBox<String> box = new JComboBox<>();
    private final ThemedPanel problems = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private List<String> all = List.of();
    private boolean showing;

    /// What a field is for.
    ///
    /// @param name of the component; its words are `field.` and this, without a number at its end
    /// @param pointers JSON pointers: a finding at one of them or below it is shown here; one that
    ///   ends with `=` means only its own place
    /// @param read what the config says now
    /// @param write takes another text
    /// @param facts what is known of a choice, empty for nothing
    record Spec(
            String name,
            Function<ServiceConfig, List<String>> pointers,
            Function<ServiceConfig, String> read,
            BiFunction<ServiceConfig, String, ServiceConfig> write,
            Function<String, String> facts) {}

    PickField(DeployModel model, Spec spec) {
        this.model = model;
        this.spec = spec;
        var words = messages.text("field." + spec.name().replaceFirst("-[0-9]+$", ""));
        block.add(new Label(words, TextStyle.LABEL, "text"), "h 24!");
        box.setEditable(true);
        box.setName("deploy-" + spec.name());
        box.getAccessibleContext().setAccessibleName(words);
        box.setRenderer(new Facts(spec.facts()));
        box.addActionListener(event -> take());
        box.getEditor()
                .getEditorComponent()
                .addFocusListener(
                        new FocusAdapter() {
                            @Override
                            public void focusLost(FocusEvent event) {
                                take();
                            }
                        });
        if (box.getEditor().getEditorComponent() instanceof JTextField field) {
            // Later: a text must not be changed while it says that it has changed.
            var search = new OnEdit(() -> EventQueue.invokeLater(() -> search(field)));
            field.getDocument().addDocumentListener(search);
        }
        choices(List.of());
        block.add(box, "h 32!,wmin 0");
        block.add(problems, "wmin 0,gaptop 2");
        model.reading().bind(this::show);
    }

    JComponent component() {
        return block;
    }

    /// Gives it the keyboard, where it shows.
    boolean focus() {
        return box.isShowing() && box.isEnabled() && box.requestFocusInWindow();
    }

    /// Chooses from something else from now on.
    void choices(List<String> choices) {
        if (choices.equals(all) && box.getItemCount() > 0) {
            return; // a list that is open keeps what the pointer is on
        }
        all = List.copyOf(choices);
        box.putClientProperty("FlatLaf.style", all.isEmpty() ? NO_ARROW : null);
        list(offered());
    }

    /// All, and before them what was chosen where that is none of them, as of a pasted config.
    private List<String> offered() {
        var now = said();
        return all.isEmpty() || now.isEmpty() || all.contains(now)
                ? all
                : Stream.concat(Stream.of(now), all.stream()).toList();
    }

    /// What the config says; empty while there is none.
    private String said() {
        return model.reading().get().config().map(spec.read()).orElse("");
    }

    private void list(List<String> some) {
        showing = true;
        var now = typed();
        box.setModel(new DefaultComboBoxModel<>(some.toArray(String[]::new)));
        box.setSelectedItem(now);
        showing = false;
    }

    /// Lists what has every word that is being typed, in its name or in what is known of it.
    private void search(JTextField field) {
        var now = typed();
        boolean typing = !showing && field.isFocusOwner() && !isSaid(now);
        if (!typing) {
            return;
        }
        var words = now.toLowerCase(Locale.ROOT).split("\\s+");
        var found =
                all.stream()
                        .filter(it -> {
                            var text = (it + " " + spec.facts().apply(it)).toLowerCase(Locale.ROOT);
                            return Stream.of(words).allMatch(text::contains);
                        })
                        .toList();
        if (!found.equals(listed())) {
            int caret = field.getCaretPosition();
            list(found);
            field.setCaretPosition(Math.min(caret, field.getText().length()));
        }
        box.setPopupVisible(!found.isEmpty() && box.isShowing());
    }

    private List<String> listed() {
        return IntStream.range(0, box.getItemCount()).mapToObj(box::getItemAt).toList();
    }

    /// Whether the config says just this.
    private boolean isSaid(String text) {
        return model.reading()
                .get()
                .config()
                .filter(config -> spec.read().apply(config).equals(text))
                .isPresent();
    }

    private String typed() {
        return Objects.toString(box.getEditor().getItem(), "").strip();
    }

    private void take() {
        var now = typed();
        if (showing) {
            return;
        }
        model.reading()
                .get()
                .config()
                .filter(config -> !spec.read().apply(config).equals(now))
                .ifPresent(_ -> model.edit(config -> spec.write().apply(config, now)));
        endSearch();
    }

    private void endSearch() {
        if (!box.isPopupVisible() && !listed().equals(offered())) {
            list(offered());
        }
    }

    private void show(DeployModel.ParsedConfig reading) {
        box.setEnabled(reading.config().isPresent());
        reading.config()
                .ifPresent(config -> {
                    showing = true;
                    var now = spec.read().apply(config);
                    if (!now.equals(typed())) {
                        box.setSelectedItem(now);
                        box.getEditor().setItem(now);
                    }
                    showing = false;
                    if (!box.getEditor().getEditorComponent().isFocusOwner()) {
                        endSearch(); // else when it is left
                    }
                });
        problems.removeAll();
        boolean bad = false;
        for (var finding : reading.findings()) {
            if (finding.severity() != Severity.NOTE && isHere(finding, reading)) {
                bad |= finding.severity() == Severity.ERROR;
                problems.add(problem(finding), "wmin 0");
            }
        }
        box.putClientProperty("JComponent.outline", bad ? "error" : null);
        block.revalidate();
        block.repaint();
    }

    private boolean isHere(Finding finding, DeployModel.ParsedConfig reading) {
        var path = finding.path();
        return reading.config().stream()
                .flatMap(config -> spec.pointers().apply(config).stream())
                .anyMatch(it ->
                        it.endsWith("=")
                                ? it.equals(path + "=")
                                : path.equals(it) || path.startsWith(it + "/"));
    }

    private JComponent problem(Finding finding) {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        var token = finding.severity() == Severity.ERROR ? "error" : "warn";
        var row = ThemedPanel.clear("", "[16!]8[grow,fill]8[]", "");
        row.add(
                new JLabel(Icons.of(token.equals("error") ? "error" : "warning", 16, token)),
                "aligny top,gaptop 2");
        var words =
                new Sentence(
                        finding.what().in(language) + " " + finding.advice().in(language), WIDTH);
        words.color(token);
        row.add(words, "wmin 0");
        finding.fix()
                .ifPresent(_ -> {
                    var fix = Buttons.quiet(messages.text("json.fix"), () -> model.fix(finding));
                    fix.setName("deploy-field-fix-" + finding.rule());
                    row.add(fix, "h 24!");
                });
        return row;
    }

    /// Does something when another is chosen, also by typing.
    void onChoice(Consumer<String> action) {
        box.addActionListener(event -> {
            if (!showing) {
                action.accept(typed());
            }
        });
    }

    private static final class Facts extends DefaultListCellRenderer {
        private final transient Function<String, String> facts;

        Facts(Function<String, String> facts) {
            this.facts = facts;
        }

        @Override
        public Component getListCellRendererComponent(
                JList<?> list, Object value, int index, boolean selected, boolean focused) {
            var text = Objects.toString(value, "");
            var known = index < 0 ? "" : facts.apply(text);
            return super.getListCellRendererComponent(
                    list, known.isEmpty() ? text : text + "   " + known, index, selected, focused);
        }
    }
}
