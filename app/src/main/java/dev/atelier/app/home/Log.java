package dev.atelier.app.home;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// What the configuration in [LogConfigurator] cannot say because it is known only at run time.
/// Both methods do nothing under a configuration without our console appender, such as the tests'.
public final class Log {
    private static Optional<Path> awaited = Optional.empty();
    private static boolean configured;

    private Log() {}

    /// Shows INFO on the console from now on.
    public static void showDetail() {
        var console = root().getAppender(LogConfigurator.CONSOLE);
        if (console == null) {
            return;
        }
        for (var filter : console.getCopyOfAttachedFiltersList()) {
            if (filter instanceof ThresholdFilter threshold) {
                threshold.setLevel(Level.INFO.levelStr);
            }
        }
    }

    /// Also writes INFO and above to `file`, creating its folder: at most two files of 2 MB. A file
    /// that cannot be written is no reason to stop, so it is left out silently. Starts no logging:
    /// a command that logs nothing need not wait for it.
    public static synchronized void alsoTo(Path file) {
        if (configured) {
            write(file, root().getLoggerContext());
        } else {
            awaited = Optional.of(file);
        }
    }

    /// The console is configured.
    static synchronized void begin(LoggerContext context) {
        configured = true;
        awaited.ifPresent(file -> write(file, context));
    }

    private static void write(Path file, LoggerContext context) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());

        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n");
        encoder.start();
        appender.setEncoder(encoder);

        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setMinIndex(1);
        rolling.setMaxIndex(1);
        rolling.setFileNamePattern(file + ".%i");
        rolling.start();
        appender.setRollingPolicy(rolling);

        var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        trigger.setContext(context);
        trigger.setMaxFileSize(FileSize.valueOf("2MB"));
        trigger.start();
        appender.setTriggeringPolicy(trigger);

        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
