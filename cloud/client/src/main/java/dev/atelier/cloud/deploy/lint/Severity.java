package dev.atelier.cloud.deploy.lint;

/// How bad a finding is.
public enum Severity {
    /// The service would be refused, or would not start.
    ERROR,
    /// The service would run, but not as meant.
    WARNING,
    /// Works; worth knowing.
    NOTE
}
