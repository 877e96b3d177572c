package dev.atelier.app.cli.cloud;

import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.oss.name.OssAddress;
import java.net.URI;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads values of the cloud's options. What the cloud would refuse by its form is refused here,
/// under the option's name and before anything is sent.
final class CloudConverters {
    private CloudConverters() {}

    private static TypeConversionException refused(String expected, String got) {
        return new TypeConversionException("expected " + expected + ", got " + got);
    }

    /// A value of one form.
    private abstract static class OfForm implements ITypeConverter<String> {
        private final Pattern form;
        private final String expected;

        OfForm(String form, String expected) {
            this.form = Pattern.compile(form);
            this.expected = expected;
        }

        @Override
        public String convert(String text) {
            if (!form.matcher(text).matches()) {
                throw refused(expected, text);
            }
            return text;
        }
    }

    /// A region.
    static final class OfRegion implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!Credentials.isRegion(text)) {
                throw refused("a region such as cn-shanghai", text);
            }
            return text;
        }
    }

    /// Where a server answers.
    static final class OfAddress implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                var address = URI.create(text);
                if (String.valueOf(address.getScheme()).matches("https?")
                        && address.getHost() != null) {
                    return text;
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
            throw refused("a web address such as https://oss-cn-shanghai.aliyuncs.com", text);
        }
    }

    /// Where pictures are kept.
    static final class OfFolder implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                var _ = OssAddress.parse(text);
                return text;
            } catch (IllegalArgumentException e) {
                throw refused("a folder such as oss://bucket/pictures/", text);
            }
        }
    }

    /// The name of a service.
    static final class OfName extends OfForm {
        OfName() {
            super(
                    "[a-z][a-z0-9_]{2,62}",
                    "3 to 63 small letters, digits and underscores, a letter first");
        }
    }

    /// A mount target of NAS.
    static final class OfMount extends OfForm {
        OfMount() {
            super(
                    "[\\w.-]+(:/[^/]\\S*|:/)?",
                    "a mount target such as x-y.cn-shanghai.nas.aliyuncs.com");
        }
    }

    /// An instance type.
    static final class OfMachine extends OfForm {
        OfMachine() {
            super(
                    "[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+",
                    "an instance type such as ecs.gn7i-c8g1.2xlarge");
        }
    }

    /// The tag of a container image.
    static final class OfTag extends OfForm {
        OfTag() {
            super("\\w[\\w.-]{0,127}", "the tag of an image such as 4.2");
        }
    }

    /// What the account calls a network, a vSwitch or a security group.
    static final class OfId extends OfForm {
        OfId() {
            super("[a-z]+-[A-Za-z0-9_-]+", "an id such as vpc-bp1abc");
        }
    }

    /// Money as ISO 4217 names it.
    static final class OfCurrency extends OfForm {
        OfCurrency() {
            super("[A-Z]{3}", "three capital letters such as CNY");
        }
    }

    /// A whole number from a least one on.
    private abstract static class OfCount implements ITypeConverter<Integer> {
        private final int least;

        OfCount(int least) {
            this.least = least;
        }

        @Override
        public Integer convert(String text) {
            try {
                int number = Integer.parseInt(text.strip());
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw refused("a whole number of " + least + " or more", text);
        }
    }

    /// At least one.
    static final class OfSome extends OfCount {
        OfSome() {
            super(1);
        }
    }

    /// None or more.
    static final class OfAny extends OfCount {
        OfAny() {
            super(0);
        }
    }
}
