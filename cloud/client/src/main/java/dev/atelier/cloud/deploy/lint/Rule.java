package dev.atelier.cloud.deploy.lint;

import static dev.atelier.cloud.deploy.lint.Severity.ERROR;
import static dev.atelier.cloud.deploy.lint.Severity.NOTE;
import static dev.atelier.cloud.deploy.lint.Severity.WARNING;

/// What the lint looks for. The names are stable: translations and settings may use them.
public enum Rule {
    // the text
    TRAILING_COMMA(NOTE),
    COMMENT(NOTE),
    LOOSE_QUOTES(NOTE),
    TYPOGRAPHIC_MARKS(NOTE),
    DUPLICATE_KEY(WARNING),
    NULL_VALUE(NOTE),
    PLACEHOLDER(ERROR),
    WRONG_TYPE(WARNING),
    KEY_SPELLING(WARNING),
    UNKNOWN_KEY(NOTE),
    TWO_SPELLINGS(WARNING),
    SECRET_IN_CONFIG(NOTE),
    // metadata
    NAME_MISSING(ERROR),
    NAME_INVALID(ERROR),
    NAME_DIFFERS(WARNING),
    INSTANCE_COUNT(ERROR),
    WORK_THREADS_TYPO(WARNING),
    WORKER_THREADS(WARNING),
    KEEPALIVE(WARNING),
    WEBSERVICE_WITHOUT_PAGE(WARNING),
    EDITION_TYPE(ERROR),
    // machine and network
    NO_MACHINE(ERROR),
    TWO_MACHINES(ERROR),
    MACHINE_IN_RESOURCE_GROUP(WARNING),
    NETWORK_INCOMPLETE(ERROR),
    // containers
    IMAGE_MISSING(ERROR),
    EMPTY_PROCESSOR(WARNING),
    IMAGE_REGION(ERROR),
    COMMAND_MISSING(ERROR),
    SCRIPT_AND_COMMAND(WARNING),
    PORT_MISSING(ERROR),
    PORT_RESERVED(ERROR),
    PORT_MISMATCH(ERROR),
    API_NOT_SERVED(ERROR),
    FILE_BROWSER_IN_ASYNC(NOTE),
    DATA_DIR_MISSING(WARNING),
    DATA_DIR_NOT_MOUNTED(WARNING),
    // storage
    STORAGE_MISSING(ERROR),
    MOUNT_PATH(ERROR),
    MOUNT_SOURCE(ERROR),
    DUPLICATE_MOUNT(ERROR),
    OSS_PATH(ERROR),
    OSS_PATH_SLASH(NOTE),
    OSS_REGION(ERROR),
    NAS_WITHOUT_NETWORK(ERROR),
    NAS_REGION(ERROR),
    NAS_OTHER_VPC(ERROR),
    // queue
    QUEUE_WITHOUT_ASYNC(ERROR),
    QUEUE_WITHOUT_OSS(WARNING),
    MAX_DELIVERY(NOTE);

    private final Severity severity;

    Rule(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
