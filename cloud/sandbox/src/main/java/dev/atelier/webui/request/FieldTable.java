package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The fields of a call with their types and defaults, read as pydantic 1 does: lenient about the
/// JSON type where the value allows it, every field nullable, unknown fields left out.
public final class FieldTable {
    private static final String COMMON =
            """
            prompt str ""
            negative_prompt str ""
            styles list null
            seed int -1
            subseed int -1
            subseed_strength float 0
            seed_resize_from_h int -1
            seed_resize_from_w int -1
            sampler_name str null
            scheduler str null
            batch_size int 1
            n_iter int 1
            steps int 50
            cfg_scale float 7.0
            width int 512
            height int 512
            restore_faces bool null
            tiling bool null
            do_not_save_samples bool false
            do_not_save_grid bool false
            eta float null
            s_min_uncond float null
            s_churn float null
            s_tmax float null
            s_tmin float null
            s_noise float null
            override_settings dict null
            override_settings_restore_afterwards bool true
            refiner_checkpoint str null
            refiner_switch_at float null
            disable_extra_networks bool false
            firstpass_image str null
            comments dict null
            force_task_id str null
            sampler_index str "Euler"
            script_name str null
            script_args list []
            send_images bool true
            save_images bool false
            alwayson_scripts dict {}
            infotext str null
            """;

    /// Of `/sdapi/v1/txt2img`.
    public static final FieldTable TXT2IMG =
            of(
                    COMMON
                            + """
                            denoising_strength float null
                            enable_hr bool false
                            firstphase_width int 0
                            firstphase_height int 0
                            hr_scale float 2.0
                            hr_upscaler str null
                            hr_second_pass_steps int 0
                            hr_resize_x int 0
                            hr_resize_y int 0
                            hr_checkpoint_name str null
                            hr_sampler_name str null
                            hr_scheduler str null
                            hr_prompt str ""
                            hr_negative_prompt str ""
                            """);

    /// Of `/sdapi/v1/img2img`.
    public static final FieldTable IMG2IMG =
            of(
                    COMMON
                            + """
                            denoising_strength float 0.75
                            init_images list null
                            resize_mode int 0
                            image_cfg_scale float null
                            mask str null
                            mask_blur_x int 4
                            mask_blur_y int 4
                            mask_blur int null
                            mask_round bool true
                            inpainting_fill int 0
                            inpaint_full_res bool true
                            inpaint_full_res_padding int 0
                            inpainting_mask_invert int 0
                            initial_noise_multiplier float null
                            latent_mask str null
                            include_init_images bool false
                            """);

    private static final String EXTRAS_COMMON =
            """
            resize_mode int 0 in=0,1
            show_extras_results bool true
            gfpgan_visibility float 0 ge=0 le=1
            codeformer_visibility float 0 ge=0 le=1
            codeformer_weight float 0 ge=0 le=1
            upscaling_resize float 2 gt=0
            upscaling_resize_w int 512 ge=1
            upscaling_resize_h int 512 ge=1
            upscaling_crop bool true
            upscaler_1 str "None"
            upscaler_2 str "None"
            extras_upscaler_2_visibility float 0 ge=0 le=1
            upscale_first bool false
            """;

    /// Of `/sdapi/v1/extra-single-image`.
    public static final FieldTable EXTRAS = of(EXTRAS_COMMON + "image str \"\"");

    /// Of `/sdapi/v1/extra-batch-images`.
    public static final FieldTable EXTRAS_BATCH = of(EXTRAS_COMMON + "imageList list !");

    /// Of `/sdapi/v1/png-info`.
    public static final FieldTable PNG_INFO = of("image str !");

    /// `/internal/progress`.
    public static final FieldTable TASK =
            of(
                    """
                    id_task str null
                    id_live_preview int -1
                    live_preview bool true
                    """);

    /// Any object.
    public static final FieldTable ANY = new FieldTable(List.of());

    private final List<Field> fields;

    /// @param required it has no default, and may not be null
    private record Field(
            String name, FieldType kind, JsonNode missing, boolean required, List<Bound> bounds) {}

    private FieldTable(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /// @param lines `name type default bounds`, one field each; a `!` for a default makes the field
    ///   a must
    static FieldTable of(String lines) {
        var fields = new ArrayList<Field>();
        for (var line : lines.lines().toList()) {
            var parts = line.split(" ");
            boolean required = parts[2].equals("!");
            var missing = required ? NullNode.getInstance() : Json.valueOf(parts[2]);
            var bounds = Arrays.stream(parts).skip(3).map(Bound::parse).toList();
            fields.add(new Field(parts[0], FieldType.of(parts[1]), missing, required, bounds));
        }
        return new FieldTable(fields);
    }

    /// Reads a body: every field with its value or its default.
    ///
    /// @throws ApiException naming all fields that are wrong
    public RequestFields read(byte[] body) {
        var given = object(body);
        var names = new HashSet<String>();
        var echo = Json.object();
        var wrong = Json.array();
        for (var field : fields) {
            var value = given.get(field.name());
            if (field.required() && (value == null || value.isNull())) {
                missing(field, value == null, wrong);
            } else if (value == null) {
                echo.set(field.name(), field.missing());
            } else if (value.isNull()) {
                echo.putNull(field.name());
            } else {
                set(field, value, echo, wrong);
            }
            if (value != null) {
                names.add(field.name());
            }
        }
        if (!wrong.isEmpty()) {
            throw ApiException.invalid(wrong);
        }
        var fields = new RequestFields(echo, names);
        InfotextFields.apply(fields);
        return fields;
    }

    /// The fields as a schema of OpenAPI.
    public ObjectNode schema() {
        var schema = Json.object().put("type", "object");
        var properties = schema.putObject("properties");
        for (var field : fields) {
            properties
                    .putObject(field.name())
                    .put("type", field.kind().schemaType())
                    .put("nullable", true)
                    .set("default", field.missing());
        }
        return schema;
    }

    /// The fields as a table of a page.
    public String html() {
        var rows = new StringBuilder("<table>");
        for (var field : fields) {
            rows.append(
                    "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                            .formatted(field.name(), field.kind().schemaType(), field.missing()));
        }
        return rows.append("</table>").toString();
    }

    private static void set(Field field, JsonNode value, ObjectNode echo, ArrayNode wrong) {
        Optional<JsonNode> read = field.kind().read(value);
        if (read.isPresent()) {
            echo.set(field.name(), read.get());
            field.bounds().stream()
                    .filter(bound -> !bound.holds(read.get()))
                    .findFirst()
                    .ifPresent(bound -> {
                        var row = error(wrong, field.name(), bound.words(), bound.type());
                        row.set("ctx", bound.context(read.get()));
                    });
        } else {
            error(wrong, field.name(), field.kind().words(), field.kind().type());
        }
    }

    private static void missing(Field field, boolean absent, ArrayNode wrong) {
        if (absent) {
            error(wrong, field.name(), "field required", "value_error.missing");
        } else {
            error(
                    wrong,
                    field.name(),
                    "none is not an allowed value",
                    "type_error.none.not_allowed");
        }
    }

    private static ObjectNode error(ArrayNode wrong, String field, String message, String type) {
        var row = wrong.addObject();
        var loc = row.putArray("loc").add("body");
        if (!field.isEmpty()) {
            loc.add(field);
        }
        return row.put("msg", message).put("type", type);
    }

    /// A body that must be a JSON object.
    ///
    /// @throws ApiException where it is none
    public static ObjectNode object(byte[] body) {
        var wrong = Json.array();
        if (body.length == 0) {
            error(wrong, "", "field required", "value_error.missing");
            throw ApiException.invalid(wrong);
        }
        try {
            if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            error(wrong, "", "value is not a valid dict", "type_error.dict");
        } catch (IOException e) {
            error(wrong, "", "the body is not valid JSON", "value_error.jsondecode");
        }
        throw ApiException.invalid(wrong);
    }
}
