package dev.atelier.app.observe;

/// Why a background task is not listed in the status bar. All others have a title there and a
/// button that cancels them.
public enum HiddenTask {
    /// Its own view shows it from its start to its end and offers to stop it: a job of the queue,
    /// the progress page of a deployment.
    OWN_VIEW,
    /// Keeps a view current at each change or every few seconds. The view shows that it waits, and
    /// the next one replaces it.
    REFRESH,
    /// One of many short reads for what is in sight, which shows a placeholder until then. What
    /// leaves the sight is not read.
    PIECE,
    /// Waits for events as long as the window is open.
    WATCH
}
