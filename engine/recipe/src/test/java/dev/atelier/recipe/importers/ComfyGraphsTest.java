package dev.atelier.recipe.importers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Graphs of the nodes that people use, each a change of one plain graph; inputs and outputs are
/// those of the nodes' own definitions.
class ComfyGraphsTest {
    private final Map<String, String> nodes = new LinkedHashMap<>();

    ComfyGraphsTest() {
        node("4", "CheckpointLoaderSimple", "'ckpt_name':'sd15.safetensors'");
        node("5", "EmptyLatentImage", "'width':512,'height':640,'batch_size':1");
        node("6", "CLIPTextEncode", "'text':'a red boat','clip':['4',1]");
        node("7", "CLIPTextEncode", "'text':'fog','clip':['4',1]");
        node(
                "3",
                "KSampler",
                "'seed':42,'steps':9,'cfg':6.5,'sampler_name':'euler','scheduler':'normal','denoise':1.0,"
                        + "'model':['4',0],'positive':['6',0],'negative':['7',0],'latent_image':['5',0]");
        node("8", "VAEDecode", "'samples':['3',0],'vae':['4',2]");
        node("9", "SaveImage", "'filename_prefix':'x','images':['8',0]");
    }

    private void node(String id, String type, String inputs) {
        nodes.put(
                id,
                "\"%s\":{\"class_type\":\"%s\",\"inputs\":{%s}}"
                        .formatted(id, type, inputs.replace('\'', '"')));
    }

    /// Changes a part of a node.
    private void change(String id, String from, String to) {
        var before = nodes.getOrDefault(id, "");
        var after = before.replace(from.replace('\'', '"'), to.replace('\'', '"'));
        assertTrue(!before.equals(after), "nothing changed");
        nodes.put(id, after);
    }

    private String json() {
        return "{" + String.join(",", nodes.values()) + "}";
    }

    private ParsedRecipe read() {
        return PictureSettings.read(Map.of("prompt", json())).orElseThrow();
    }

    private String prompt() {
        return read().recipe().prompt();
    }

    @Test
    void theGraphThatIsChangedBelowLosesNothing() {
        assertEquals(List.of(), read().sentences());
        assertEquals("a red boat", prompt());
    }

    /// Each node 40 gives the text of the prompt.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    PrimitiveString             | 'value':'a star'
                    PrimitiveStringMultiline    | 'value':'a star'
                    ShowText pysssss            | 'text':['41',0],'text_0':'a star'
                    ImpactWildcardProcessor     | 'wildcard_text':'__x__ star','populated_text':'a star','mode':'populate','seed':1
                    JoinStrings                 | 'string1':'a','string2':'star','delimiter':' '
                    JoinStringMulti             | 'inputcount':2,'string_1':'a','string_2':'star','delimiter':' ','return_list':false
                    Text Concatenate            | 'delimiter':' ','clean_whitespace':'true','text_a':'a ','text_b':'star','text_c':''
                    CR Text Concatenate         | 'text1':'a','text2':'star','separator':' '
                    easy promptConcat           | 'prompt1':'a','prompt2':'star','separator':' '
                    StringFunction pysssss      | 'action':'append','tidy_tags':'no','text_a':'a ','text_b':'star'
                    StringReplace               | 'string':'a moon','find':'moon','replace':'star'
                    Text Find and Replace       | 'text':'a moon','find':'moon','replace':'star'
                    StringTrim                  | 'string':'  a star ','mode':'Both'
                    CR Text                     | 'text':'a star'
                    Primitive string multiline [Crystools] | 'string':'a star'
                    String Literal (Image Saver) | 'string':'a star'
                    Text Multiline              | 'text':'a star'
                    easy string                 | 'value':'a star'
                    ImpactSwitch                | 'select':2,'input1':'x','input2':'a star'
                    CR Text Input Switch        | 'Input':1,'text1':'a star','text2':'x'
                    ComfySwitchNode             | 'switch':true,'on_true':'a star','on_false':'x'
                    Any Switch (rgthree)        | 'any_02':['42',0]
                    Reroute                     | '':['42',0]
                    CR Seed to text             | 'a':['42',0]
                    """)
    void textComesThroughStringNodes(String type, String inputs) {
        node("42", "PrimitiveString", "'value':'a star'");
        node("41", "Wildcards", "'template':'__x__'");
        node("40", type, inputs);
        change("6", "'text':'a red boat'", "'text':['40',0]");
        assertEquals("a star", prompt(), type);
        assertEquals(List.of(), read().sentences());
    }

    @Test
    void aTextThatIsNotInTheFileIsListed() {
        node("40", "Florence2Run", "'image':['5',0],'task':['44',0]");
        change("6", "'text':'a red boat'", "'text':['40',0]");
        var issues = read().sentences().toString();
        assertTrue(issues.contains("not in the file"), issues);
        assertTrue(issues.contains("No prompt was found"), issues);
    }

    @Test
    void conditioningsAreMixed() {
        node("50", "ConditioningCombine", "'conditioning_1':['6',0],'conditioning_2':['51',0]");
        node("51", "CLIPTextEncode", "'text':'a tower','clip':['4',1]");
        change("3", "'positive':['6',0]", "'positive':['50',0]");
        assertEquals("a red boat :0.5 AND a tower :0.5", prompt());

        node(
                "50",
                "ConditioningAverage",
                "'conditioning_to':['6',0],'conditioning_from':['51',0],'conditioning_to_strength':0.7");
        assertEquals("a red boat", prompt());
        assertTrue(read().sentences().toString().contains("a tower"));

        node("50", "ConditioningCombine", "'conditioning_1':['52',0],'conditioning_2':['53',0]");
        node("52", "ConditioningSetTimestepRange", "'conditioning':['6',0],'start':0.0,'end':0.4");
        node("53", "ConditioningSetTimestepRange", "'conditioning':['51',0],'start':0.4,'end':1.0");
        assertEquals("[a red boat:a tower:0.4]", prompt());
        assertEquals(1, read().sentences().size());
    }

    @Test
    void customSamplersSchedulesAndGuiders() {
        node(
                "3",
                "SamplerCustom",
                "'model':['4',0],'add_noise':true,'noise_seed':5,'cfg':3,'positive':['6',0],'negative':['7',0],'sampler':['30',0],'sigmas':['31',0],'latent_image':['5',0]");
        node(
                "30",
                "SamplerDPMPP_2M_SDE",
                "'solver_type':'heun','eta':0.5,'s_noise':1.0,'noise_device':'cpu'");
        node(
                "31",
                "ExponentialScheduler",
                "'steps':12,'sigma_max':14.614642,'sigma_min':0.0291675");
        var recipe = read().recipe();
        assertEquals(SamplerId.DPMPP_2M_SDE_HEUN, recipe.sampling().sampler());
        assertEquals(ScheduleId.EXPONENTIAL, recipe.sampling().schedule());
        assertEquals(12, recipe.sampling().steps());
        assertEquals(3, recipe.sampling().cfgScale());
        assertEquals(0.5, recipe.sampling().tuning().stochastic().eta());
        assertEquals(0, recipe.sampling().tuning().sigmas().max());
        assertEquals(List.of(), read().sentences());

        node("31", "SDTurboScheduler", "'model':['4',0],'steps':4,'denoise':1.0");
        assertEquals(4, read().recipe().sampling().steps());
        assertTrue(
                read().sentences().toString().contains("\"SDTurbo\""),
                read().sentences().toString());

        node("31", "BetaSamplingScheduler", "'model':['4',0],'steps':6,'alpha':0.5,'beta':0.7");
        assertEquals(ScheduleId.BETA, read().recipe().sampling().schedule());
        assertEquals(0.7, read().recipe().sampling().tuning().sigmas().betaBeta());

        node(
                "3",
                "SamplerCustomAdvanced",
                "'noise':['32',0],'guider':['33',0],'sampler':['30',0],'sigmas':['31',0],'latent_image':['5',0]");
        node("32", "RandomNoise", "'noise_seed':18446744073709551615");
        node("33", "BasicGuider", "'model':['4',0],'conditioning':['6',0]");
        assertEquals("18446744073709551615", read().recipe().seed().value().toString());
        assertEquals(1, read().recipe().sampling().cfgScale());
        assertEquals("", read().recipe().negativePrompt());
    }

    private void efficientLoader() {
        nodes.keySet().removeAll(List.of("4", "5", "6", "7"));
        node(
                "1",
                "Efficient Loader",
                "'ckpt_name':'dir/sd15.safetensors','vae_name':'Baked VAE','clip_skip':-2,'lora_name':'ink.safetensors','lora_model_strength':0.8,'lora_clip_strength':0.6,'positive':'a red boat','negative':'fog','token_normalization':'none','weight_interpretation':'comfy','empty_latent_width':512,'empty_latent_height':768,'batch_size':1");
        node(
                "3",
                "KSampler (Efficient)",
                "'seed':42,'steps':9,'cfg':6.5,'sampler_name':'euler','scheduler':'normal','denoise':1.0,'preview_method':'auto','vae_decode':'true','model':['1',0],'positive':['1',1],'negative':['1',2],'latent_image':['1',3],'optional_vae':['1',4]");
        node("8", "PreviewImage", "'images':['3',5]");
    }

    @Test
    void anEfficientLoaderHoldsEverything() {
        efficientLoader();
        var reading = read();
        var recipe = reading.recipe();
        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals(new Size(512, 768), recipe.size());
        assertEquals(2, recipe.text().clipSkip());
        assertEquals(Optional.of(new ModelRef("sd15", "")), recipe.model());
        assertEquals(List.of(new LoraUse("ink", 0.6, 0.8)), recipe.loras());
        assertEquals(List.of(), reading.sentences());
    }

    @Test
    void pipesAndStacks() {
        node(
                "20",
                "ToBasicPipe",
                "'model':['22',0],'clip':['4',1],'vae':['4',2],'positive':['6',0],'negative':['7',0]");
        node(
                "3",
                "ImpactKSamplerBasicPipe",
                "'basic_pipe':['20',0],'seed':42,'steps':9,'cfg':6.5,'sampler_name':'euler','scheduler':'normal','latent_image':['5',0],'denoise':1.0");
        node(
                "22",
                "Power Lora Loader (rgthree)",
                "'PowerLoraLoaderHeaderWidget':{'type':'x'},'lora_1':{'on':true,'lora':'ink.safetensors','strength':0.8},'lora_2':{'on':false,'lora':'off.safetensors','strength':1},'model':['23',0],'clip':['4',1]");
        node(
                "23",
                "LoraLoader",
                "'lora_name':'first.safetensors','strength_model':0.5,'strength_clip':0.4,'model':['4',0],'clip':['4',1]");
        var recipe = read().recipe();
        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals(
                List.of(new LoraUse("first", 0.4, 0.5), new LoraUse("ink", 0.8, 0.8)),
                recipe.loras());
        assertEquals(List.of(), read().sentences());
    }

    private void assertPlain(ParsedRecipe reading) {
        var recipe = reading.recipe();
        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals("42", recipe.seed().value().toString());
        assertEquals(9, recipe.sampling().steps());
        assertEquals(6.5, recipe.sampling().cfgScale());
        assertEquals(SamplerId.EULER, recipe.sampling().sampler());
        assertEquals(new Size(512, 640), recipe.size());
        assertEquals(Optional.of("sd15"), recipe.model().map(ModelRef::name));
    }

    /// ltdrdata/ComfyUI-Impact-Pack.
    @Test
    void aBasicPipeIsTakenApart() {
        node(
                "20",
                "ToBasicPipe",
                "'model':['4',0],'clip':['4',1],'vae':['4',2],'positive':['6',0],'negative':['7',0]");
        node("21", "FromBasicPipe", "'basic_pipe':['20',0]");
        change("3", "'model':['4',0]", "'model':['21',0]");
        change("3", "'positive':['6',0]", "'positive':['21',3]");
        change("3", "'negative':['7',0]", "'negative':['21',4]");
        assertPlain(read());
        assertEquals(List.of(), read().sentences());
    }

    /// rgthree/rgthree-comfy, `context_utils.py`.
    @Test
    void contextsOfRgthree() {
        node(
                "20",
                "Context Big (rgthree)",
                "'model':['4',0],'clip':['4',1],'vae':['4',2],'positive':['6',0],'latent':['5',0],'seed':42,'steps':9,'cfg':6.5,'sampler':'euler','scheduler':'normal'");
        node("21", "Context (rgthree)", "'base_ctx':['20',0],'negative':['7',0]");
        node(
                "3",
                "KSampler",
                "'seed':['21',8],'steps':['20',9],'cfg':['20',11],'sampler_name':['20',13],'scheduler':['20',14],'denoise':1.0,"
                        + "'model':['21',1],'positive':['21',4],'negative':['21',5],'latent_image':['21',6]");
        assertPlain(read());
        assertEquals(List.of(), read().sentences());
    }

    /// jags111/efficiency-nodes-comfyui.
    @Test
    void theSamplerForTwoCheckpointsOfTheEfficiencyNodes() {
        nodes.keySet().removeAll(List.of("4", "5", "6", "7"));
        node(
                "1",
                "Eff. Loader SDXL",
                "'base_ckpt_name':'sd15.safetensors','base_clip_skip':-2,'refiner_ckpt_name':'None','refiner_clip_skip':-2,'positive_ascore':6.0,'negative_ascore':2.0,'vae_name':'Baked VAE','positive':'a red boat','negative':'fog','token_normalization':'none','weight_interpretation':'comfy','empty_latent_width':512,'empty_latent_height':640,'batch_size':1");
        node(
                "3",
                "KSampler SDXL (Eff.)",
                "'sdxl_tuple':['1',0],'noise_seed':42,'steps':9,'cfg':6.5,'sampler_name':'euler','scheduler':'normal','latent_image':['1',1],'start_at_step':0,'refine_at_step':-1,'preview_method':'auto','vae_decode':'true','optional_vae':['1',2],'script':['2',0]");
        node(
                "2",
                "HighRes-Fix Script",
                "'upscale_type':'latent','hires_ckpt_name':'(use same)','latent_upscaler':'nearest-exact','pixel_upscaler':'x.pth','upscale_by':1.25,'use_same_seed':true,'seed':0,'hires_steps':12,'denoise':0.56,'iterations':1");
        node("8", "PreviewImage", "'images':['3',3]");
        assertPlain(read());
        var said = read().sentences().toString();
        assertTrue(said.contains("The script HighRes-Fix Script (upscale_type: latent"), said);
    }

    /// yolain/ComfyUI-Easy-Use.
    @Test
    void thePipeOfEasyUse() {
        nodes.clear();
        node(
                "1",
                "easy fullLoader",
                "'ckpt_name':'sd15.safetensors','config_name':'Default','vae_name':'Baked VAE','clip_skip':-2,'lora_name':'None','lora_model_strength':1.0,'lora_clip_strength':1.0,'resolution':'512 x 640','empty_latent_width':512,'empty_latent_height':640,'positive':'a red boat','positive_token_normalization':'none','positive_weight_interpretation':'comfy','negative':'fog','negative_token_normalization':'none','negative_weight_interpretation':'comfy','batch_size':1");
        node(
                "2",
                "easy preSampling",
                "'steps':9,'cfg':6.5,'sampler_name':'euler','scheduler':'normal','denoise':1.0,'seed':42,'pipe':['1',0]");
        node(
                "3",
                "easy kSampler",
                "'image_output':'Preview','link_id':0,'save_prefix':'ComfyUI','pipe':['2',0]");
        assertPlain(read());
    }

    /// ComfyUI's `nodes_custom_sampler.py`.
    @Test
    void partsOfTheNoiseLevelsAndTwoGuidances() {
        node(
                "3",
                "SamplerCustomAdvanced",
                "'noise':['32',0],'guider':['33',0],'sampler':['30',0],'sigmas':['34',0],'latent_image':['5',0]");
        node("30", "KSamplerSelect", "'sampler_name':'euler'");
        node(
                "31",
                "BasicScheduler",
                "'model':['4',0],'scheduler':'normal','steps':9,'denoise':1.0");
        node("32", "RandomNoise", "'noise_seed':42");
        node("34", "SplitSigmas", "'sigmas':['31',0],'step':4");
        node("51", "CLIPTextEncode", "'text':'a tower','clip':['4',1]");
        node(
                "33",
                "DualCFGGuider",
                "'model':['4',0],'cond1':['6',0],'cond2':['51',0],'negative':['7',0],'cfg_conds':6.5,'cfg_cond2_negative':3.0,'style':'regular'");
        assertPlain(read());
        var said = read().sentences().toString();
        assertTrue(said.contains("It stops after step 4"), said);
        assertTrue(said.contains("DualCFGGuider"), said);
    }

    @Test
    void valuesOfNodesThatChangeTheModelAreListed() {
        node("20", "FreeU_V2", "'model':['4',0],'b1':1.3,'b2':1.4,'s1':0.9,'s2':0.2");
        change("3", "'model':['4',0]", "'model':['20',0]");
        var said = read().sentences().toString();
        assertTrue(said.contains("FreeU_V2 (b1: 1.3, b2: 1.4, s1: 0.9, s2: 0.2)"), said);
    }

    /// What civitai.com keeps beside the graph of its generator.
    @Test
    void whatCivitaiKeepsBesideAGraph() {
        nodes.clear();
        node("1", "CivitaiGenerator", "'x':1");
        nodes.put(
                "extraMetadata",
                "\"extraMetadata\":\"{\\\"prompt\\\":\\\"a red boat\\\",\\\"negativePrompt\\\":\\\"fog\\\",\\\"steps\\\":9,\\\"cfgScale\\\":6.5,\\\"sampler\\\":\\\"Euler\\\",\\\"seed\\\":42,\\\"width\\\":512,\\\"height\\\":640}\"");
        var recipe = read().recipe();
        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals(SamplerId.EULER, recipe.sampling().sampler());
        assertEquals(9, recipe.sampling().steps());
        assertEquals(new Size(512, 640), recipe.size());
    }

    /// kijai/ComfyUI-KJNodes: only the editor's picture has them.
    @Test
    void whatANodeSetsAnotherGets() {
        var workflow =
                """
                {"nodes":[
                 {"id":4,"type":"CheckpointLoaderSimple","outputs":[{"name":"MODEL","type":"MODEL"},{"name":"CLIP","type":"CLIP"},{"name":"VAE","type":"VAE"}],"widgets_values":["sd15.safetensors"]},
                 {"id":5,"type":"EmptyLatentImage","widgets_values":[512,640,1]},
                 {"id":6,"type":"CLIPTextEncode","inputs":[{"name":"clip","link":3}],"outputs":[{"name":"CONDITIONING"}],"widgets_values":["a red boat"]},
                 {"id":7,"type":"CLIPTextEncode","inputs":[{"name":"clip","link":4}],"widgets_values":["fog"]},
                 {"id":20,"type":"SetNode","inputs":[{"name":"CONDITIONING","link":6}],"outputs":[{"name":"*"}],"widgets_values":["words"]},
                 {"id":21,"type":"GetNode","outputs":[{"name":"CONDITIONING"}],"widgets_values":["words"]},
                 {"id":3,"type":"KSampler","inputs":[{"name":"model","link":5},{"name":"positive","link":11},{"name":"negative","link":7},{"name":"latent_image","link":8}],
                  "widgets_values":[42,"fixed",9,6.5,"euler","normal",1]}],
                 "links":[[3,4,1,6,0,"CLIP"],[4,4,1,7,0,"CLIP"],[5,4,0,3,0,"MODEL"],[6,6,0,20,0,"CONDITIONING"],
                  [11,21,0,3,1,"CONDITIONING"],[7,7,0,3,2,"CONDITIONING"],[8,5,0,3,3,"LATENT"]]}
                """;
        assertPlain(PictureSettings.read(Map.of("workflow", workflow)).orElseThrow());
    }

    @Test
    void picturesToStartFrom() {
        node("30", "LoadImage", "'image':'in.png','upload':'image'");
        node("5", "VAEEncode", "'pixels':['30',0],'vae':['4',2]");
        change("3", "'denoise':1.0", "'denoise':0.6");
        var reading =
                PictureSettings.read(Map.of("prompt", json()), Optional.of(new int[] {768, 512}))
                        .orElseThrow();
        assertEquals(new Mode.ImageToImage("", 0.6, Mode.Fit.STRETCH), reading.recipe().mode());
        assertEquals(new Size(768, 512), reading.recipe().size());
        assertTrue(reading.recipe().sampling().tuning().imageInput().fixSteps());
        assertEquals(
                List.of("It starts from the picture \"in.png\", which is not in the file."),
                reading.sentences());

        node("31", "SetLatentNoiseMask", "'samples':['5',0],'mask':['30',1]");
        change("3", "'latent_image':['5',0]", "'latent_image':['31',0]");
        assertTrue(read().recipe().mode() instanceof Mode.Inpaint);
    }

    @Test
    void aSecondPassOverAnEnlargedLatent() {
        node(
                "20",
                "LatentUpscaleBy",
                "'samples':['3',0],'upscale_method':'nearest-exact','scale_by':1.5");
        node(
                "21",
                "KSampler",
                "'seed':42,'steps':12,'cfg':6.5,'sampler_name':'euler','scheduler':'normal','denoise':0.5,'model':['4',0],'positive':['6',0],'negative':['7',0],'latent_image':['20',0]");
        change("8", "'samples':['3',0]", "'samples':['21',0]");
        var hires = read().recipe().hires().orElseThrow();
        assertEquals(1.5, hires.scale());
        assertEquals("Latent (nearest-exact)", hires.upscaler());
        assertEquals(12, hires.steps());
        assertEquals(0.5, hires.denoising());
        assertEquals("", hires.prompt());

        node("23", "VAEDecode", "'samples':['3',0],'vae':['4',2]");
        node("24", "ImageUpscaleWithModel", "'upscale_model':['25',0],'image':['23',0]");
        node("25", "UpscaleModelLoader", "'model_name':'4x-UltraSharp.pth'");
        node(
                "26",
                "ImageScale",
                "'upscale_method':'lanczos','width':1024,'height':1280,'crop':'disabled','image':['24',0]");
        node("20", "VAEEncode", "'pixels':['26',0],'vae':['4',2]");
        hires = read().recipe().hires().orElseThrow();
        assertEquals("4x-UltraSharp", hires.upscaler());
        assertEquals(Optional.of(new Size(1024, 1280)), hires.resize());
    }

    /// What ComfyUI makes of a text, in A1111's words.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a (red) boat                    | a (red) boat
                    a (red:1.2) boat                | a (red:1.2) boat
                    a ((red:1.2)) boat              | a (red:1.2) boat
                    ((red))                         | ((red))
                    [a] boat [b:c:0.5]              | \\\\[a\\\\] boat \\\\[b:c:0.5\\\\]
                    a AND b BREAK c                 | a and b break c
                    a \\\\(red\\\\) boat            | a \\\\(red\\\\) boat
                    embedding:x/EasyNegative.pt, b  | EasyNegative, b
                    a (red boat                     | a \\\\(red boat
                    """)
    void weightsAreComfys(String comfy, String a1111) {
        assertEquals(
                a1111.replace("\\\\", "\\"),
                ComfyWeights.toA1111(comfy.replace("\\\\", "\\")).text());
    }

    @Test
    void theEditorsPictureIsReadWhereThereIsNothingElse() {
        var workflow =
                """
                {"nodes":[
                 {"id":4,"type":"CheckpointLoaderSimple","mode":0,"outputs":[{"name":"MODEL","type":"MODEL"},{"name":"CLIP","type":"CLIP"},{"name":"VAE","type":"VAE"}],"widgets_values":["sd15.safetensors"]},
                 {"id":10,"type":"LoraLoader","mode":4,"inputs":[{"name":"model","type":"MODEL","link":1},{"name":"clip","type":"CLIP","link":2}],"outputs":[{"name":"MODEL","type":"MODEL"},{"name":"CLIP","type":"CLIP"}],"widgets_values":["off.safetensors",1,1]},
                 {"id":5,"type":"EmptyLatentImage","widgets_values":[512,640,1]},
                 {"id":6,"type":"CLIPTextEncode","inputs":[{"name":"clip","type":"CLIP","link":3}],"widgets_values":["a red boat"]},
                 {"id":7,"type":"aaaa-bbbb","inputs":[{"name":"clip","type":"CLIP","link":4},{"name":"text","type":"STRING","widget":{"name":"text"},"link":null}],"outputs":[{"name":"C","type":"CONDITIONING"}],"widgets_values":["fog"]},
                 {"id":3,"type":"KSampler","inputs":[{"name":"model","type":"MODEL","link":5},{"name":"positive","type":"CONDITIONING","link":6},{"name":"negative","type":"CONDITIONING","link":7},{"name":"latent_image","type":"LATENT","link":8}],
                  "widgets_values":[42,"randomize",9,6.5,"euler","karras",1]},
                 {"id":8,"type":"VAEDecode","inputs":[{"name":"samples","link":9},{"name":"vae","link":10}]},
                 {"id":11,"type":"KSampler","mode":2,"widgets_values":[1,"fixed",1,1,"heun","simple",1]}],
                 "links":[[1,4,0,10,0,"MODEL"],[2,4,1,10,1,"CLIP"],[3,10,1,6,0,"CLIP"],[4,10,1,7,0,"CLIP"],[5,10,0,3,0,"MODEL"],
                  [6,6,0,3,1,"CONDITIONING"],[7,7,0,3,2,"CONDITIONING"],[8,5,0,3,3,"LATENT"],[9,3,0,8,0,"LATENT"],[10,4,2,8,1,"VAE"]],
                 "definitions":{"subgraphs":[{"id":"aaaa-bbbb","inputs":[{"name":"clip"},{"name":"text"}],
                  "nodes":[{"id":1,"type":"CLIPTextEncode","inputs":[{"name":"clip","link":1},{"name":"text","link":2,"widget":{"name":"text"}}],"outputs":[{"name":"CONDITIONING","type":"CONDITIONING"}],"widgets_values":["inner"]}],
                  "links":[{"id":1,"origin_id":-10,"origin_slot":0,"target_id":1,"target_slot":0},{"id":2,"origin_id":-10,"origin_slot":1,"target_id":1,"target_slot":1},
                   {"id":3,"origin_id":1,"origin_slot":0,"target_id":-20,"target_slot":0}]}]}}
                """;
        var reading = PictureSettings.read(Map.of("workflow", workflow)).orElseThrow();
        var recipe = reading.recipe();
        assertEquals("a red boat", recipe.prompt());
        assertEquals("fog", recipe.negativePrompt());
        assertEquals("42", recipe.seed().value().toString());
        assertEquals(9, recipe.sampling().steps());
        assertEquals(ScheduleId.KARRAS, recipe.sampling().schedule());
        assertEquals(Optional.of("sd15"), recipe.model().map(ModelRef::name));
        assertEquals(List.of(), recipe.loras());
        assertEquals(new Size(512, 640), recipe.size());
        assertEquals(1, reading.sentences().size(), reading.sentences().toString());
    }

    /// Any graph of these nodes with any links: an answer or none, soon, never a failure.
    @Test
    void survivesAnyLinks() {
        efficientLoader();
        new ComfyGraphsTest().nodes.forEach(nodes::putIfAbsent);
        node("20", "ToBasicPipe", "'model':['22',0],'positive':['6',0]");
        node("50", "ConditioningCombine", "'conditioning_1':['6',0],'conditioning_2':['50',0]");
        node("40", "StringConcatenate", "'string_a':['40',0],'string_b':['41',0],'delimiter':''");
        node("41", "StringConcatenate", "'string_a':['40',0],'string_b':['40',0],'delimiter':''");
        var ids = List.copyOf(nodes.keySet());
        var json = json();
        var random = new Random(7);
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> {
                    for (int i = 0; i < 2000; i++) {
                        var links = Pattern.compile("\\[\"\\d+\",\\d\\]").matcher(json);
                        var any =
                                links.replaceAll(link ->
                                        random.nextInt(3) > 0
                                                ? link.group()
                                                : "[\"%s\",%d]"
                                                        .formatted(
                                                                ids.get(random.nextInt(ids.size())),
                                                                random.nextInt(6)));
                        PictureSettings.read(Map.of("prompt", any));
                        PictureSettings.read(Map.of("workflow", any));
                    }
                });
    }

    /// Graphs that double at each node, and prompts of a million brackets.
    @Test
    void hostileGraphsEndSoon() {
        for (int i = 100; i < 180; i++) {
            node(
                    "" + i,
                    "StringConcatenate",
                    "'string_a':['%d',0],'string_b':['%d',0],'delimiter':'x'"
                            .formatted(i + 1, i + 1));
            node(
                    "" + (i + 200),
                    "ConditioningCombine",
                    "'conditioning_1':['%d',0],'conditioning_2':['%d',0]"
                            .formatted(i + 201, i + 201));
            node(
                    "" + (i + 400),
                    "ConditioningConcat",
                    "'conditioning_to':['%d',0],'conditioning_from':['%d',0]"
                            .formatted(i + 401, i + 401));
        }
        node("180", "PrimitiveString", "'value':'a'");
        node("380", "CLIPTextEncode", "'text':['100',0],'clip':['4',1]");
        node("580", "CLIPTextEncode", "'text':'a','clip':['4',1]");
        change("3", "'positive':['6',0]", "'positive':['300',0]");
        change("3", "'negative':['7',0]", "'negative':['500',0]");
        assertTimeoutPreemptively(Duration.ofSeconds(20), this::read);

        change("3", "'positive':['300',0]", "'positive':['6',0]");
        for (var sign : List.of("(", "()", "[", "(a:", "a+ ", "embedding:", "{", "1::")) {
            var letters = sign.repeat(900_000 / sign.length());
            change(
                    "6",
                    nodes.getOrDefault("6", ""),
                    "'6':{'class_type':'CLIPTextEncode','inputs':{'text':'%s'}}"
                            .formatted(letters));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> {
                        read();
                        Compel.toA1111(letters, loss -> {});
                        NovelWeights.toA1111(letters);
                    },
                    sign);
        }
    }

    @Test
    void thousandsOfSamplersEndSoon() {
        for (int i = 1000; i < 6000; i++) {
            node(
                    "" + i,
                    "KSampler",
                    "'steps':1,'cfg':1,'latent_image':['%d',0],'model':['4',0],'positive':['6',0]"
                            .formatted(i - 1));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), this::read);
    }
}
