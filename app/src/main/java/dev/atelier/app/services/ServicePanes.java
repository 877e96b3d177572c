package dev.atelier.app.services;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.cloud.eas.ServiceScaling.ByLoad;
import dev.atelier.cloud.money.SpendingCap;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextField;

/// The small forms beside a card: lease, scale, scale by load, delete.
final class ServicePanes {
    private static final int IDLE = 30;
    private static final int MOST = 100;

    /// Of a form.
    private static final int WIDTH = 378;

    private static final List<String> METRICS =
            List.of("qps", "cpu", "gpu[util]", "queue[backlog]");

    private final Messages messages = Messages.of(ServicePanes.class);
    private final ServicesModel model;

    ServicePanes(ServicesModel model) {
        this.model = model;
    }

    private ThemedPanel form(String name, String title, String words) {
        var form = ThemedPanel.clear("insets 0,wrap 2,gapy 6", "[170!,fill]8[200!,fill]", "");
        form.setName(name);
        form.add(new Label(messages.text(title, words), TextStyle.STRONG, "text"), "span,wmin 0");
        return form;
    }

    private void row(ThemedPanel form, String key, JComponent field) {
        form.add(Label.field(messages.text(key)), "h 28!,wmin 0");
        field.getAccessibleContext().setAccessibleName(messages.text(key));
        form.add(field, "h 28!,wmin 0");
    }

    private static NumberField number(String name, double least, double most, double value) {
        var field =
                new NumberField(name, new NumberField.Limits(least, most, 1, true), typed -> {});
        field.show(value);
        field.component().setName(name);
        return field;
    }

    private static int value(NumberField field) {
        return Integer.parseInt(((JTextField) field.component()).getText().strip());
    }

    /// What a form is for; Enter does it too.
    private JButton primary(Popover popover, String name, String key, Runnable action) {
        var button = Buttons.primary(new NamedAction(messages.text(key), action));
        button.setName(name);
        popover.onEnter(button);
        return button;
    }

    /// When a service stops by itself.
    void lease(String service, JComponent at) {
        var found = model.find(service).flatMap(ServiceFacts::lease);
        var form = form("lease-form", "lease.title", service);
        var popover = new Popover(form);
        var idleOn = new JCheckBox(messages.text("lease.idle"), true);
        idleOn.setName("lease-idle-on");
        double minutes =
                found.flatMap(it -> it.idle())
                        .map(it -> (double) it.toMinutes())
                        .orElse((double) IDLE);
        idleOn.setSelected(found.isEmpty() || found.get().idle().isPresent());
        var idle = number("lease-idle", 1, 24 * 60, minutes);
        var untilOn = new JCheckBox(messages.text("lease.until"));
        untilOn.setName("lease-until-on");
        var until = new JTextField(ServiceWords.clock(model.clock().instant().plusSeconds(7200)));
        until.setName("lease-until");
        found.flatMap(it -> it.until())
                .ifPresent(it -> {
                    untilOn.setSelected(true);
                    until.setText(ServiceWords.clock(it));
                });
        form.add(idleOn, "h 28!,wmin 0");
        idle.component().getAccessibleContext().setAccessibleName(messages.text("lease.idle"));
        form.add(idle.component(), "h 28!,wmin 0");
        form.add(untilOn, "h 28!,wmin 0");
        until.getAccessibleContext().setAccessibleName(messages.text("lease.until"));
        form.add(until, "h 28!,wmin 0");
        var hint = new Sentence(messages.text("lease.hint"), WIDTH);
        form.add(hint, "span,wmin 0");
        var foot = ThemedPanel.clear("gap 8", "push[][]", "[30!]");
        if (found.isPresent()) {
            foot.add(ends(popover, "lease-drop", "lease.drop", () -> model.unlease(service)));
        }
        foot.add(
                primary(
                        popover,
                        "lease-set",
                        "lease.apply",
                        () -> {
                            var end = moment(until, untilOn.isSelected());
                            boolean wrong =
                                    (untilOn.isSelected() && end.isEmpty())
                                            || (idleOn.isSelected() && !idle.commit())
                                            || (!untilOn.isSelected() && !idleOn.isSelected());
                            if (wrong) {
                                hint.color("error");
                                hint.setText(messages.text("lease.wrong"));
                                return;
                            }
                            popover.close();
                            var span =
                                    idleOn.isSelected()
                                            ? Optional.of(Duration.ofMinutes(value(idle)))
                                            : Optional.<Duration>empty();
                            model.lease(service, span, end);
                        }),
                "h 30!");
        form.add(foot, "span,growx");
        popover.show(at, idle.component());
    }

    /// A button that takes back what the form is about.
    private JComponent ends(Popover popover, String name, String key, Runnable action) {
        var button =
                Buttons.quiet(
                        messages.text(key),
                        () -> {
                            popover.close();
                            action.run();
                        });
        button.setName(name);
        return button;
    }

    /// The next time that a clock shows what is typed.
    private Optional<Instant> moment(JTextField typed, boolean wanted) {
        if (!wanted) {
            return Optional.empty();
        }
        try {
            var now = model.clock().instant().atZone(ZoneId.systemDefault());
            var time = LocalTime.parse(typed.getText().strip());
            var at = now.with(time).withSecond(0).withNano(0);
            return Optional.of((at.isAfter(now) ? at : at.plusDays(1)).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// How many instances do the work.
    void scale(String service, JComponent at) {
        var form = form("scale-form", "scale.title", service);
        var popover = new Popover(form);
        int total = model.find(service).map(it -> it.info().total()).orElse(1);
        var count = number("scale-instances", 0, MOST, total);
        row(form, "scale.instances", count.component());
        form.add(Label.small(messages.text("scale.hint")), "span,wmin 0");
        form.add(
                primary(
                        popover,
                        "scale-set",
                        "scale.apply",
                        () -> {
                            if (count.commit()) {
                                popover.close();
                                model.scale(service, value(count));
                            }
                        }),
                "span,h 30!,alignx right,growx 0");
        popover.show(at, count.component());
    }

    /// How many instances do the work by its amount; what is set is read first.
    void autoscale(String service, JComponent at) {
        var cloud = model.cloud().get().orElseThrow();
        model.tasks()
                .run(
                        "ask-service",
                        task -> cloud.eas().scaling(service).byLoad(),
                        Tasks.Outcome.of(
                                now -> autoscale(service, at, now),
                                failure -> model.say(FailureMessages.of(failure), true)));
    }

    private void autoscale(String service, JComponent at, Optional<ByLoad> now) {
        var form = form("autoscale-form", "autoscale.title", service);
        var popover = new Popover(form);
        boolean async = model.find(service).filter(ServiceFacts::async).isPresent();
        var least = number("autoscale-least", 0, MOST, now.map(ByLoad::least).orElse(1));
        var most = number("autoscale-most", 1, MOST, now.map(ByLoad::most).orElse(2));
        var metric = new JComboBox<>(METRICS.toArray(String[]::new));
        metric.setName("autoscale-metric");
        metric.setSelectedItem(
                now.map(ByLoad::metric).orElse(async ? "queue[backlog]" : "gpu[util]"));
        double usual = async ? 2 : 80;
        var threshold =
                number("autoscale-threshold", 1, 10_000, now.map(ByLoad::threshold).orElse(usual));
        row(form, "autoscale.least", least.component());
        row(form, "autoscale.most", most.component());
        row(form, "autoscale.metric", metric);
        row(form, "autoscale.threshold", threshold.component());
        var hint = Label.small(messages.text("autoscale.hint"));
        form.add(hint, "span,wmin 0");
        var foot = ThemedPanel.clear("gap 8", "push[][]", "[30!]");
        if (now.isPresent()) {
            Runnable clear =
                    () ->
                            model.run(
                                    service,
                                    ServicesModel.Operation.CHANGING,
                                    eas -> eas.scaling(service).clearByLoad());
            foot.add(ends(popover, "autoscale-off", "autoscale.off", clear));
        }
        foot.add(
                primary(
                        popover,
                        "autoscale-set",
                        "autoscale.apply",
                        () -> {
                            boolean legal = least.commit() && most.commit() && threshold.commit();
                            if (!legal || value(least) > value(most)) {
                                hint.color("error");
                                hint.setText(messages.text("autoscale.wrong"));
                                return;
                            }
                            popover.close();
                            var load =
                                    new ByLoad(
                                            value(least),
                                            value(most),
                                            String.valueOf(metric.getSelectedItem()),
                                            value(threshold),
                                            now.map(ByLoad::idle).orElse(Duration.ofMinutes(10)));
                            model.run(
                                    service,
                                    ServicesModel.Operation.CHANGING,
                                    eas -> eas.scaling(service).setByLoad(load));
                        }),
                "h 30!");
        form.add(foot, "span,growx");
        popover.show(at, least.component());
    }

    /// What an hour on the machine of a service costs, as the user says: no price is known by
    /// itself.
    void price(String service, JComponent at) {
        var machine = model.find(service).map(ServiceFacts::machine).orElse("");
        var form = form("price-form", "price.title", machine);
        var popover = new Popover(form);
        var spent = model.spent().get();
        var amount = new JTextField();
        amount.setName("price-amount");
        var currency = new JTextField(spent.currency());
        currency.setName("price-currency");
        row(form, "price.amount", amount);
        row(form, "price.currency", currency);
        var hint = Label.small(messages.text("price.hint"));
        form.add(hint, "span,wmin 0");
        form.add(
                primary(
                        popover,
                        "price-set",
                        "price.apply",
                        () -> {
                            var hour = amount(amount);
                            var unit = currency.getText().strip();
                            if (hour.isEmpty() || !unit.matches("[A-Z]{3}")) {
                                hint.color("error");
                                hint.setText(messages.text("price.wrong"));
                                return;
                            }
                            popover.close();
                            model.price(machine, hour.get(), unit);
                        }),
                "span,h 30!,alignx right,growx 0");
        popover.show(at, amount);
    }

    /// The most that all services may cost.
    void limits(JComponent at) {
        var form = form("limit-form", "limit.title", "");
        var popover = new Popover(form);
        var cap = model.spent().get().cap();
        var day = new JTextField(cap.day().map(Object::toString).orElse(""));
        day.setName("limit-day");
        var month = new JTextField(cap.month().map(Object::toString).orElse(""));
        month.setName("limit-month");
        row(form, "limit.day", day);
        row(form, "limit.month", month);
        boolean free = model.cloud().get().filter(Cloud::sandbox).isPresent();
        var hint = new Sentence(messages.text(free ? "limit.free" : "limit.hint"), WIDTH);
        form.add(hint, "span,wmin 0");
        form.add(
                primary(
                        popover,
                        "limit-set",
                        "limit.apply",
                        () -> {
                            boolean wrong =
                                    (!day.getText().isBlank() && amount(day).isEmpty())
                                            || (!month.getText().isBlank()
                                                    && amount(month).isEmpty());
                            if (wrong) {
                                hint.color("error");
                                hint.setText(messages.text("limit.wrong"));
                                return;
                            }
                            popover.close();
                            model.limit(
                                    new SpendingCap(amount(day), amount(month), cap.currency()));
                        }),
                "span,h 30!,alignx right,growx 0");
        popover.show(at, day);
    }

    private static Optional<BigDecimal> amount(JTextField typed) {
        var text = typed.getText().strip();
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,4})?")
                ? Optional.of(new BigDecimal(text)).filter(it -> it.signum() > 0)
                : Optional.empty();
    }

    /// Deletes a service whose name is typed, so that no slip of the hand does.
    void delete(String service, JComponent at) {
        var form = form("delete-form", "delete.title", service);
        var popover = new Popover(form);
        form.add(Label.small(messages.text("delete.hint")), "span,wmin 0");
        form.add(Label.small(messages.text("delete.stays")), "span,wmin 0");
        long jobs = model.open(service);
        if (jobs > 0) {
            var words = new Label(messages.text("delete.jobs", jobs), TextStyle.SMALL, "warn");
            words.setName("delete-jobs");
            form.add(words, "span,wmin 0");
            form.add(Label.small(messages.text("delete.jobs-stay")), "span,wmin 0");
        }
        var typed = new JTextField();
        typed.setName("delete-name");
        row(form, "delete.name", typed);
        var delete =
                Buttons.secondary(
                        messages.text("delete.apply"),
                        () -> {
                            popover.close();
                            model.delete(service);
                        });
        delete.setName("delete-yes");
        popover.onEnter(delete);
        delete.setEnabled(false);
        delete.putClientProperty(
                "FlatLaf.style",
                "background: $Atelier.error.fill; foreground: $Atelier.text.onAccent");
        typed.getDocument()
                .addDocumentListener(
                        new OnEdit(
                                () -> delete.setEnabled(typed.getText().strip().equals(service))));
        form.add(delete, "span,h 30!,alignx right,growx 0");
        popover.show(at, typed);
    }
}
