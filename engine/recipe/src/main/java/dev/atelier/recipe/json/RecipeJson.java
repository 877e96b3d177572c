package dev.atelier.recipe.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Recipes as JSON, under the names of [JsonNames]; what equals the default is left out, so that a
/// recipe reads like what its maker decided.
///
/// `"schema"` counts the versions of this form; [RecipeUpgrades] brings earlier ones to the present
/// one. Reading never fails: a field that is unknown, of the wrong kind or out of range keeps its
/// default and is listed, and so is that the text is of a newer form.
public final class RecipeJson {
    /// Issues of values that serve for no recipe.
    private static final Set<String> REFUSALS =
            Set.of(
                    "issue.no-boolean",
                    "issue.no-kind",
                    "issue.no-list",
                    "issue.no-name",
                    "issue.no-number",
                    "issue.no-text",
                    "issue.no-thing",
                    "issue.no-whole-number",
                    "issue.not-given",
                    "issue.refused");

    /// The current version of the form.
    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "kind";

    private final List<Issue> issues = new ArrayList<>();

    private RecipeJson() {}

    /// The names that a recipe's object may have, by which it is recognised.
    public static Set<String> fields() {
        return Stream.concat(Stream.of("schema"), JsonNames.fields(Recipe.class).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The JSON text of a recipe, indented.
    public static String write(Recipe recipe) {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        writeFields(root, recipe, Recipe.DEFAULT);
        return root.toPrettyString();
    }

    /// The same with the fields that equal the default too.
    public static String writeWhole(Recipe recipe) {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        writeFields(root, recipe, null);
        return root.toPrettyString();
    }

    /// Reads a recipe from text.
    public static ParsedRecipe read(String text) {
        var reader = new RecipeJson();
        try {
            var root = JSON.readTree(text);
            if (root instanceof ObjectNode recipe) {
                return reader.read(recipe);
            }
            reader.add("", "issue.no-object");
        } catch (JsonProcessingException e) {
            reader.add("", "issue.no-json", e.getOriginalMessage());
        }
        return reader.parsed(Recipe.DEFAULT);
    }

    /// Of the issues of a reading: those of values that the default replaced, so that the recipe
    /// makes something else than its text says.
    public static List<Issue> replaced(List<Issue> issues) {
        return issues.stream().filter(it -> REFUSALS.contains(it.message().key())).toList();
    }

    private ParsedRecipe read(ObjectNode root) {
        if (RecipeUpgrades.schema(root) > SCHEMA) {
            add("", "issue.newer");
        }
        var fields = RecipeUpgrades.present(root);
        return parsed((Recipe) record(Recipe.class, fields, Recipe.DEFAULT, ""));
    }

    private static void writeFields(ObjectNode target, Record value, @Nullable Object defaults) {
        var components = JsonNames.components(value.getClass());
        var names = JsonNames.fields(value.getClass());
        for (int i = 0; i < components.size(); i++) {
            var field = get(components.get(i), value);
            var same = defaults == null ? null : get(components.get(i), defaults);
            var implied = JsonNames.implied(value.getClass(), names.get(i));
            if (!field.equals(same) && !field.equals(implied.orElse(null))) {
                target.set(names.get(i), node(field, same));
            }
        }
    }

    private static JsonNode node(Object value, @Nullable Object defaults) {
        var nodes = JsonNodeFactory.instance;
        return switch (value) {
            case String text -> nodes.textNode(text);
            case Boolean flag -> nodes.booleanNode(flag);
            case Integer number -> nodes.numberNode(number);
            case Long number -> nodes.numberNode(number);
            case Double number -> nodes.numberNode(number);
            case BigInteger number -> nodes.numberNode(number);
            case Enum<?> constant -> nodes.textNode(JsonNames.constant(constant));
            case Optional<?> optional ->
                    optional.<JsonNode>map(v -> node(v, null)).orElse(nodes.nullNode());
            case List<?> list -> {
                var array = nodes.arrayNode();
                list.forEach(element -> array.add(node(element, null)));
                yield array;
            }
            case Record made -> {
                var object = nodes.objectNode();
                // Half a size would say nothing.
                boolean sameKind =
                        defaults != null
                                && defaults.getClass() == made.getClass()
                                && !(made instanceof Size);
                if (JsonNames.isChoice(made.getClass())) {
                    object.put(KIND, JsonNames.kind(made.getClass()));
                }
                writeFields(object, made, sameKind ? defaults : null);
                yield object;
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    private static Object get(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // accessors of public records do not fail
        }
    }

    /// Builds a record from fields; those that do not serve keep the default's.
    private Object record(Class<?> type, ObjectNode fields, Object defaults, String path) {
        var components = JsonNames.components(type);
        var names = JsonNames.fields(type);
        var values = new Object[components.size()];
        for (int i = 0; i < components.size(); i++) {
            var component = components.get(i);
            var otherwise = get(component, defaults);
            var field = fields.get(names.get(i));
            var at = path + names.get(i);
            values[i] =
                    field == null
                            ? otherwise
                            : value(component.getGenericType(), field, otherwise, at)
                                    .orElse(otherwise);
        }
        reportUnknown(type, fields, path);
        return fieldByField(type, values, defaults, path);
    }

    /// Moves from the defaults to the values one field at a time, so that one out of range costs
    /// only itself. Where all fit together, that is the record of all values.
    private Object fieldByField(Class<?> type, Object[] values, Object defaults, String path) {
        try {
            return construct(type, values);
        } catch (IllegalArgumentException together) {
            var components = JsonNames.components(type);
            var names = JsonNames.fields(type);
            var kept = new Object[components.size()];
            Arrays.setAll(kept, i -> get(components.get(i), defaults));
            for (int i = 0; i < kept.length; i++) {
                var otherwise = kept[i];
                kept[i] = values[i];
                if (!fits(type, kept, path + names.get(i))) {
                    kept[i] = otherwise;
                }
            }
            return construct(type, kept);
        }
    }

    private boolean fits(Class<?> type, Object[] values, String path) {
        try {
            construct(type, values);
            return true;
        } catch (IllegalArgumentException e) {
            add(path, "issue.refused", path, InvalidValueException.reason(e));
            return false;
        }
    }

    /// Calls the canonical constructor.
    ///
    /// @throws IllegalArgumentException when the record refuses the values; the message says why
    private static Object construct(Class<?> type, Object[] values) {
        try {
            return canonical(type).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e); // the compact constructors throw nothing else
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e); // records of this module are public
        }
    }

    private static Constructor<?> canonical(Class<?> type) throws NoSuchMethodException {
        return type.getDeclaredConstructor(
                JsonNames.components(type).stream()
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
    }

    private Optional<Object> value(Type type, JsonNode node, Object otherwise, String path) {
        if (type instanceof ParameterizedType generic) {
            var element = (Class<?>) generic.getActualTypeArguments()[0];
            return generic.getRawType() == List.class
                    ? list(element, node, path)
                    : optional(element, node, path);
        }
        return single((Class<?>) type, node, otherwise, path);
    }

    private Optional<Object> optional(Class<?> type, JsonNode node, String path) {
        return node.isNull()
                ? Optional.of(Optional.empty())
                : Optional.of(single(type, node, null, path));
    }

    private Optional<Object> list(Class<?> type, JsonNode node, String path) {
        if (!node.isArray()) {
            return wrong(path, "issue.no-list");
        }
        var elements = new ArrayList<Object>();
        for (int i = 0; i < node.size(); i++) {
            single(type, node.get(i), null, path + "[" + i + "]").ifPresent(elements::add);
        }
        return Optional.of(elements);
    }

    private Optional<Object> single(
            Class<?> type, JsonNode node, @Nullable Object otherwise, String path) {
        if (type == String.class) {
            return node.isTextual() ? Optional.of(node.asText()) : wrong(path, "issue.no-text");
        }
        if (type == boolean.class) {
            return node.isBoolean()
                    ? Optional.of(node.asBoolean())
                    : wrong(path, "issue.no-boolean");
        }
        if (type == int.class || type == Integer.class) {
            return node.canConvertToInt() && node.isIntegralNumber()
                    ? Optional.of(node.asInt())
                    : wrong(path, "issue.no-whole-number");
        }
        if (type == long.class) {
            return node.canConvertToLong() && node.isIntegralNumber()
                    ? Optional.of(node.asLong())
                    : wrong(path, "issue.no-whole-number");
        }
        if (type == BigInteger.class) {
            return node.isIntegralNumber()
                    ? Optional.of(node.bigIntegerValue())
                    : wrong(path, "issue.no-whole-number");
        }
        if (type == double.class || type == Double.class) {
            return node.isNumber() && Double.isFinite(node.asDouble())
                    ? Optional.of(node.asDouble())
                    : wrong(path, "issue.no-number");
        }
        return type.isEnum() ? constant(type, node, path) : object(type, node, otherwise, path);
    }

    private Optional<Object> constant(Class<?> type, JsonNode node, String path) {
        for (var constant : type.getEnumConstants()) {
            if (JsonNames.constant((Enum<?>) constant).equals(node.asText())) {
                return Optional.of(constant);
            }
        }
        return wrong(path, "issue.no-name");
    }

    private Optional<Object> object(
            Class<?> type, JsonNode node, @Nullable Object otherwise, String path) {
        if (!(node instanceof ObjectNode fields)) {
            return wrong(path, "issue.no-thing");
        }
        var made = type.isSealed() ? choice(type, node.path(KIND).asText()) : Optional.of(type);
        if (made.isEmpty()) {
            return wrong(path + "." + KIND, "issue.no-kind");
        }
        var kind = made.get();
        if (otherwise != null && otherwise.getClass() == kind) {
            return Optional.of(record(kind, fields, otherwise, path + "."));
        }
        return complete(kind, fields, path);
    }

    private static Optional<Class<?>> choice(Class<?> type, String name) {
        for (var kind : type.getPermittedSubclasses()) {
            if (JsonNames.kind(kind).equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// A record without a default to fall back on: every field must be there and serve.
    private Optional<Object> complete(Class<?> type, ObjectNode fields, String path) {
        var components = JsonNames.components(type);
        var names = JsonNames.fields(type);
        var values = new Object[components.size()];
        for (int i = 0; i < components.size(); i++) {
            var name = names.get(i);
            var node = fields.get(name);
            if (node == null) {
                return wrong(path + "." + name, "issue.not-given");
            }
            var value =
                    value(
                            components.get(i).getGenericType(),
                            node,
                            JsonNames.implied(type, name).orElse(""),
                            path + "." + name);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values[i] = value.get();
        }
        reportUnknown(type, fields, path + ".");
        return fits(type, values, path) ? Optional.of(construct(type, values)) : Optional.empty();
    }

    private void reportUnknown(Class<?> type, ObjectNode fields, String path) {
        var rest = fields.deepCopy();
        rest.remove(KIND);
        rest.remove(JsonNames.fields(type));
        rest.fieldNames().forEachRemaining(name -> add(path + name, "issue.unknown", path + name));
    }

    private ParsedRecipe parsed(Recipe recipe) {
        return new ParsedRecipe(recipe, issues);
    }

    /// @param key of what was expected
    private Optional<Object> wrong(String path, String key) {
        add(path, key, path);
        return Optional.empty();
    }

    private void add(String where, String key, Object... arguments) {
        issues.add(new Issue(where, Message.of(key, arguments)));
    }
}
