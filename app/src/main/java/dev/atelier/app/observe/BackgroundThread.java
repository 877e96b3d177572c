package dev.atelier.app.observe;

/// Runs work of low priority beside other work that stops it and waits for its end.
public final class BackgroundThread {
    private BackgroundThread() {}

    /// Starts it on a thread of its own, which does not keep the process alive. Linux takes no
    /// notice of the priority.
    ///
    /// @param name of the thread
    @SuppressWarnings("ThreadPriorityCheck")
    public static void run(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }
}
