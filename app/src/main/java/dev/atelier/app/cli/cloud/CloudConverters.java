package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.RefusedValueException;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;
import java.math.BigDecimal;
import java.net.URI;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/// Reads values of the cloud's options. What the cloud would refuse by its form is refused here,
/// under the option's name and before anything is sent.
final class CloudConverters {
    private CloudConverters() {}

    private static RefusedValueException refused(Message expected, String got) {
        return RefusedValueException.expected(expected, got);
    }

    /// A value of one form.
    abstract static class OfForm implements ITypeConverter<String> {
        private final Pattern form;
        private final Message expected;

        OfForm(String form, Message expected) {
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
                throw refused(Message.of("option.region"), text);
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
            throw refused(Message.of("option.address"), text);
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
                throw refused(Message.of("option.folder"), text);
            }
        }
    }

    /// The name of a service.
    static final class OfName extends OfForm {
        OfName() {
            super("[a-z][a-z0-9_]{2,62}", Message.of("option.service"));
        }
    }

    /// A mount target of NAS.
    static final class OfMount extends OfForm {
        OfMount() {
            super("[\\w.-]+(:/[^/]\\S*|:/)?", Message.of("option.mount"));
        }
    }

    /// An instance type.
    static final class OfMachine extends OfForm {
        OfMachine() {
            super("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+", Message.of("option.machine"));
        }
    }

    /// The tag of a container image.
    static final class OfTag extends OfForm {
        OfTag() {
            super("\\w[\\w.-]{0,127}", Message.of("option.tag"));
        }
    }

    /// What the account calls a network, a vSwitch or a security group.
    static final class OfId extends OfForm {
        OfId() {
            super("[a-z]+-[A-Za-z0-9_-]+", Message.of("option.id"));
        }
    }

    /// Money as ISO 4217 names it.
    static final class OfCurrency extends OfForm {
        OfCurrency() {
            super("[A-Z]{3}", Message.of("option.currency"));
        }
    }

    /// A whole number from a least one on.
    abstract static class OfCount implements ITypeConverter<Integer> {
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
            throw refused(Message.of("option.count", least), text);
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

    /// An amount of money. Java would write out all digits of `1e999999999`.
    static final class OfMoney implements ITypeConverter<BigDecimal> {
        private static final long MOST = 1_000_000_000;
        private static final int DECIMALS = 6;

        @Override
        public BigDecimal convert(String text) {
            try {
                var amount = new BigDecimal(text.strip());
                if (amount.scale() <= DECIMALS
                        && amount.signum() >= 0
                        && amount.compareTo(BigDecimal.valueOf(MOST)) <= 0) {
                    return amount;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw refused(Message.of("option.money", MOST + ""), text);
        }
    }
}
