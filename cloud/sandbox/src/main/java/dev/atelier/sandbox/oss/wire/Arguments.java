package dev.atelier.sandbox.oss.wire;

import dev.atelier.http.Query;

/// Arguments of calls, as strict as the object store is.
public final class Arguments {
    private Arguments() {}

    /// A whole number in its bounds, or `otherwise` where none is given.
    ///
    /// @throws OssException on anything else
    public static int number(Query query, String name, int otherwise, int least, int most) {
        var text = query.text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw OssError.INVALID_ARGUMENT.because(
                "Argument " + name + " must be between " + least + " and " + most);
    }
}
