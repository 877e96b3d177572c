package dev.atelier.app;

import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;

/// Works the studio's widgets by their names, as a user would. Event thread.
final class UiDriver {
    private UiDriver() {}

    /// The showing widget of that name, in any window.
    ///
    /// @throws IllegalStateException when there is none: a name has changed
    static <T extends Component> T find(Class<T> type, String name) {
        return showing(type, name)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "There is no " + type.getSimpleName() + " " + name + "."));
    }

    static boolean shows(String name) {
        return showing(Component.class, name).isPresent();
    }

    private static <T extends Component> Optional<T> showing(Class<T> type, String name) {
        var open = new ArrayDeque<Component>(List.of(Window.getWindows()));
        while (!open.isEmpty()) {
            var next = open.poll();
            if (name.equals(next.getName()) && next.isShowing() && type.isInstance(next)) {
                return Optional.of(type.cast(next));
            }
            if (next instanceof Container container) {
                open.addAll(List.of(container.getComponents()));
            }
        }
        return Optional.empty();
    }

    static void press(String name) {
        find(AbstractButton.class, name).doClick();
    }

    /// Drags the mouse over a widget, button held, through points of it.
    static void drag(Component over, List<Point> points) {
        var last = points.getLast();
        mouse(over, MouseEvent.MOUSE_PRESSED, points.getFirst());
        points.forEach(point -> mouse(over, MouseEvent.MOUSE_DRAGGED, point));
        mouse(over, MouseEvent.MOUSE_RELEASED, last);
    }

    private static void mouse(Component over, int id, Point at) {
        over.dispatchEvent(
                new MouseEvent(
                        over,
                        id,
                        System.currentTimeMillis(),
                        InputEvent.BUTTON1_DOWN_MASK,
                        at.x,
                        at.y,
                        1,
                        false,
                        MouseEvent.BUTTON1));
    }
}
