package dev.atelier.checkpoint.diffusers;

import java.util.List;

/// How the names and shapes of one network's tensors become those of LDM.
interface KeyMapping {
    /// The LDM key; a name that is not known comes back as it is, for the report of keys to show.
    String ldm(String name);

    /// The shape under an LDM key, of the same numbers in the same order.
    default List<Long> shape(String ldm, List<Long> own) {
        return own;
    }

    /// The same names below a prefix.
    default KeyMapping below(String prefix) {
        var outer = this;
        return new KeyMapping() {
            @Override
            public String ldm(String name) {
                return prefix + outer.ldm(name);
            }

            @Override
            public List<Long> shape(String ldm, List<Long> own) {
                return outer.shape(ldm, own);
            }
        };
    }

    /// The first of some pairs whose left side starts `name`, replaced by its right side.
    static String replaced(String name, List<String[]> pairs) {
        for (var pair : pairs) {
            if (name.startsWith(pair[0])) {
                return pair[1] + name.substring(pair[0].length());
            }
        }
        return name;
    }
}
