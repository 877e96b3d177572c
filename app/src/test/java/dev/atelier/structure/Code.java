package dev.atelier.structure;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The compiled product classes of every module, imported once for all structure tests. The golden
/// reader is left out: it belongs to the tests.
final class Code {
    static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .withImportOption(location -> !location.contains("/dev/atelier/golden/"))
                    .importPackages("dev.atelier");

    private Code() {}
}
