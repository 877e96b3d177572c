package dev.atelier.app;

import java.awt.AWTEvent;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.AWTEventListener;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.swing.JComponent;
import javax.swing.JViewport;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.keystroke.KeyStrokeMap;

/// A person's hands on keyboard and mouse of the display. Every action waits until the display has
/// passed it on to this process and its events were handled.
final class InputRobot implements AutoCloseable {
    /// Then it goes on: what is pressed outside the program's windows never arrives.
    private static final Duration ARRIVAL = Duration.ofSeconds(1);

    /// Timers and animations may post events forever.
    private static final int MOST_ROUNDS = 20;

    private static final int CARRY_STEPS = 20;
    private static final long CARRY_NANOS = 50_000_000;

    private final Robot robot;
    private final AtomicInteger released = new AtomicInteger();
    private final AWTEventListener releases =
            event -> {
                if (event.getID() == KeyEvent.KEY_RELEASED
                        || event.getID() == MouseEvent.MOUSE_RELEASED) {
                    released.incrementAndGet();
                }
            };

    InputRobot() {
        try {
            robot = new Robot();
        } catch (AWTException e) {
            throw new IllegalStateException("there is no display to press keys on", e);
        }
        Toolkit.getDefaultToolkit()
                .addAWTEventListener(releases, AWTEvent.KEY_EVENT_MASK | AWTEvent.MOUSE_EVENT_MASK);
    }

    /// Presses keys together, such as Ctrl and Enter.
    void press(int key, int... modifiers) {
        arrives(
                1 + modifiers.length,
                () -> {
                    for (int modifier : modifiers) {
                        robot.keyPress(modifier);
                    }
                    robot.keyPress(key);
                    robot.keyRelease(key);
                    for (int modifier : modifiers) {
                        robot.keyRelease(modifier);
                    }
                });
    }

    /// Types a text as fast as the display takes it.
    void type(String text) {
        int count =
                text.chars()
                        .map(it -> 1 + Integer.bitCount(stroke((char) it).getModifiers() & SHIFT))
                        .sum();
        arrives(count, () -> text.chars().forEach(it -> type((char) it)));
    }

    private static final int SHIFT = InputEvent.SHIFT_DOWN_MASK;

    private static KeyStroke stroke(char letter) {
        var stroke = KeyStrokeMap.keyStrokeFor(letter);
        if (stroke == null) {
            throw new IllegalArgumentException("no key for " + letter);
        }
        return stroke;
    }

    private void type(char letter) {
        var stroke = stroke(letter);
        boolean shift = (stroke.getModifiers() & SHIFT) != 0;
        if (shift) {
            robot.keyPress(KeyEvent.VK_SHIFT);
        }
        robot.keyPress(stroke.getKeyCode());
        robot.keyRelease(stroke.getKeyCode());
        if (shift) {
            robot.keyRelease(KeyEvent.VK_SHIFT);
        }
    }

    /// Clicks in the middle of what is in view, after scrolling to it.
    void click(Component target) {
        click(target, InputEvent.BUTTON1_DOWN_MASK);
    }

    /// Clicks while a key such as Shift is held.
    void click(Component target, Point place, int held) {
        arrives(
                2,
                () -> {
                    robot.keyPress(held);
                    click(target, place);
                    robot.keyRelease(held);
                });
    }

    private void click(Component target, int button) {
        scrollTo(target);
        pointTo(() -> middle(target));
        click(button);
    }

    /// Follows what moves while the pointer is on its way: a row above that comes or goes.
    private void pointTo(Supplier<Point> where) {
        var place = where.get();
        for (int i = 0; i < MOST_ROUNDS; i++) {
            robot.mouseMove(place.x, place.y);
            settle();
            var now = where.get();
            if (now.equals(place)) {
                return;
            }
            place = now;
        }
    }

    /// Clicks at a place in a component.
    void click(Component target, Point place) {
        pointTo(() -> onScreen(target, place));
        click(InputEvent.BUTTON1_DOWN_MASK);
    }

    void rightClick(Component target, Point place) {
        pointTo(() -> onScreen(target, place));
        click(InputEvent.BUTTON3_DOWN_MASK);
    }

    private void click(int button) {
        arrives(
                1,
                () -> {
                    robot.mousePress(button);
                    robot.mouseRelease(button);
                });
    }

    /// Presses the left button in the middle of what is in view, and holds it.
    void hold(Component target) {
        scrollTo(target);
        pointTo(() -> middle(target));
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        settle();
    }

    /// Releases the left button.
    void release() {
        arrives(1, () -> robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK));
    }

    /// Drags with the left button from a place in a component through others.
    void drag(Component target, Point... places) {
        pointTo(() -> onScreen(target, places[0]));
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        for (var place : places) {
            var next = onScreen(target, place);
            robot.mouseMove(next.x, next.y);
            settle(); // moves that wait together become one
        }
        arrives(1, () -> robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK));
    }

    /// Drags from a place in a component to one of the screen that may be another program's. The
    /// window system asks what is below the pointer at each step.
    ///
    /// @param to in the units of the screen
    void carry(Component target, Point from, Point to) {
        pointTo(() -> onScreen(target, from));
        var at = onScreen(target, from);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        for (int step = 1; step <= CARRY_STEPS; step++) {
            robot.mouseMove(
                    at.x + (to.x - at.x) * step / CARRY_STEPS,
                    at.y + (to.y - at.y) * step / CARRY_STEPS);
            LockSupport.parkNanos(CARRY_NANOS);
        }
        LockSupport.parkNanos(10 * CARRY_NANOS);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        settle();
    }

    private void scrollTo(Component target) {
        // A text scrolls itself when asked; what it lies in is requested its place.
        var pane =
                target.getParent() instanceof JViewport view
                                && view.getView() instanceof JTextComponent
                        ? view.getParent()
                        : target;
        if (pane.getParent() instanceof JComponent place) {
            boolean moved =
                    GuiActionRunner.execute(() -> {
                        var before = place.getVisibleRect();
                        place.scrollRectToVisible(pane.getBounds());
                        return !place.getVisibleRect().equals(before);
                    });
            if (moved) {
                settle();
            }
        }
    }

    private static Point middle(Component target) {
        return GuiActionRunner.execute(() -> {
            layOut(target);
            var seen =
                    target instanceof JComponent part
                            ? part.getVisibleRect()
                            : new Rectangle(target.getSize());
            if (seen.isEmpty() || !target.isShowing()) {
                throw new IllegalStateException("it cannot be seen: " + target);
            }
            var place = target.getLocationOnScreen();
            place.translate((int) seen.getCenterX(), (int) seen.getCenterY());
            return place;
        });
    }

    /// What was just added has its place only after that. Event thread.
    private static void layOut(Component target) {
        if (SwingUtilities.getRoot(target) instanceof Container window) {
            window.validate();
        }
    }

    private static Point onScreen(Component target, Point place) {
        return GuiActionRunner.execute(() -> {
            layOut(target);
            var screen = target.getLocationOnScreen();
            screen.translate(place.x, place.y);
            return screen;
        });
    }

    /// Waits until that many keys or buttons were released in this process too: the display passes
    /// them on when it has the time, and waiting for an idle event queue alone sees none of them.
    private void arrives(int count, Runnable action) {
        int goal = released.get() + count;
        action.run();
        long end = System.nanoTime() + ARRIVAL.toNanos();
        while (released.get() < goal && System.nanoTime() < end) {
            LockSupport.parkNanos(500_000);
        }
        settle();
    }

    /// Waits until the events that there are were handled, and those that came of them.
    void settle() {
        try {
            for (int i = 0; i < MOST_ROUNDS; i++) {
                EventQueue.invokeAndWait(() -> {});
                if (Toolkit.getDefaultToolkit().getSystemEventQueue().peekEvent() == null) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Toolkit.getDefaultToolkit().removeAWTEventListener(releases);
    }
}
