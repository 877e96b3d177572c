package dev.atelier.webui.request;

/// Every error that the webui API answers with, besides the list of fields that are wrong (422).
/// Statuses and sentences are those of A1111 v1.10.1 (`modules/api/api.py`, as Python's exception
/// for what breaks inside it) and of sd-webui-controlnet (`scripts/api.py`), as far as they refuse
/// the same; what only this server refuses is chosen.
public enum WebuiError {
    // What the webui refuses on purpose.
    /// A body that is no JSON.
    BAD_REQUEST(400, "%s"),
    UNAUTHORIZED(401, "Incorrect username or password"),
    MODEL_NOT_FOUND(404, "Model not found"),
    INIT_IMAGE_NOT_FOUND(404, "Init image not found"),
    MODULE_NOT_AVAILABLE(422, "Module not available"),
    MODULE_NOT_SUPPORTED(422, "Module not supported"),
    NO_IMAGE_SELECTED(422, "No image selected"),
    MASKS_MISSING(422, "Preprocessor %s requires `controlnet_masks` param."),
    SCRIPT_NOT_FOUND(422, "Script '%s' not found"),
    INVALID_IMAGE(500, "Invalid encoded image"),
    REQUESTS_NOT_ALLOWED(500, "Requests not allowed"),

    // What only this server refuses.
    /// A picture of a kind that is not read here; says which.
    OTHER_PICTURE(422, "%s"),
    NOT_SUPPORTED(422, "%s is not supported here"),
    TOO_LARGE(422, "%s is too large"),
    /// A recipe that the engine refuses; says why.
    REFUSED_RECIPE(422, "%s"),
    /// A value that recipes do not have; says which and why.
    INVALID_VALUE(422, "%s"),
    /// Weights of a preprocessor that are not there; says which.
    PREPROCESSOR_MISSING(422, "%s"),
    /// Says what to set instead.
    SCRIPT_NOT_SUPPORTED(422, "%s"),
    NO_IMAGE_LIST(422, "imageList: expected objects with data and name"),
    FACES_NOT_RESTORED(422, "%s: faces cannot be restored here; leave it at 0"),
    RESTORE_FACES(422, "restore_faces: faces cannot be restored here; leave it off"),
    RESULT_SIZE(422, "the result would have %.0f x %.0f pixels; expected 8 x 8 to %d in all"),
    TOO_MANY_CALLS(503, "Too many calls are waiting"),
    STOPPING(503, "The webui is stopping"),

    // What breaks inside the webui, under the name of Python's exception.
    UPSCALER_NOT_FOUND("AssertionError", "could not find upscaler named %s"),
    SAVE_DIR("ValueError", "save_dir leaves the container"),
    SIZES_DIFFER("ValueError", "image and mask differ in size"),
    TWO_MASKS("ValueError", "Cannot specify both 'mask' and 'mask_image'!"),
    TOO_MANY_UNITS("ValueError", "too many ControlNet units"),
    NO_CONTROL_IMAGE("ValueError", "controlnet is enabled but no input image is given"),
    NO_CONTROL_MODEL("RuntimeError", "You have not selected any ControlNet Model."),
    CONTROL_MODEL_NOT_FOUND("RuntimeError", "model not found: %s"),
    CHECKPOINT_NOT_FOUND("RuntimeError", "model '%s' not found"),
    UNKNOWN_CHECKPOINT("RuntimeError", "Unknown checkpoint: %s"),
    /// A1111's API gives the field no default, and its second pass breaks without it
    /// (`setup_img2img_steps`); the end of the sentence is ours.
    NO_DENOISING(
            "TypeError",
            "'>' not supported between instances of 'NoneType' and 'int': "
                    + "enable_hr needs denoising_strength"),
    NOT_SAVED("OSError", "pictures cannot be saved in the server's output folder"),
    OUT_OF_MEMORY("OutOfMemoryError", "CUDA out of memory. %s"),
    /// Anything else that keeps the engine from making the picture.
    FAILED("RuntimeError", "%s");

    private static final int CRASH = 500;

    private final int status;
    private final String error;
    private final String sentence;

    WebuiError(int status, String sentence) {
        this.status = status;
        this.error = ApiException.REFUSED;
        this.sentence = sentence;
    }

    WebuiError(String error, String sentence) {
        this.status = CRASH;
        this.error = error;
        this.sentence = sentence;
    }

    /// @param values for the places in the sentence
    public ApiException with(Object... values) {
        return ApiException.of(status, error, sentence.formatted(values));
    }

    public ApiException exception() {
        return ApiException.of(status, error, sentence);
    }
}
