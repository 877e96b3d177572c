package dev.atelier.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.cloud.CloudContext;
import dev.atelier.app.cli.cloud.DeployCommand;
import dev.atelier.app.cli.cloud.LoginCommand;
import dev.atelier.app.cli.cloud.OssCommand;
import dev.atelier.app.cli.cloud.PolicyCommand;
import dev.atelier.app.cli.cloud.QueueBenchCommand;
import dev.atelier.app.cli.cloud.QueueCommand;
import dev.atelier.app.cli.cloud.QueueKillsCommand;
import dev.atelier.app.cli.cloud.ServicesCommand;
import dev.atelier.app.cli.cloud.WhoamiCommand;
import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.device.CudaPlatform;
import dev.atelier.app.device.Devices;
import dev.atelier.app.device.FakeCards;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Cancellation;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Every option of every command with a value that it cannot have: what is said names the option,
/// and nothing is drawn.
class OptionValuesTest {
    /// Command, arguments, exit code, what is said besides the option's name. In arguments FILE is
    /// a text, FOLDER a folder, PICTURE a picture without settings, TAKEN a port in use, LONG a
    /// text of more than 65536 characters. The option is the last word that begins with `--`.
    private static final String ROWS =
            """
            generate | x --negative-prompt LONG | 2 | at most 65536 characters
            generate | x --size 9x8 | 2 | multiples of 8
            generate | x --width 7 | 2 | 8 to 16384
            generate | x --height 99999 | 2 | 8 to 16384
            generate | x --batch-size 0 | 2 | 1 to 64
            generate | x --batch-count 10001 | 2 | 1 to 10000
            generate | x --rng dice | 2 | expected
            generate | x --vae gone | 1 | give its path
            generate | x --lora ink:much | 2 | not a number
            generate | x --lora nowhere:1 | 1 | there is no LoRA "nowhere" near the model
            generate | x --lora nowhere:1 | 1 | with --lora
            generate | x --control model=a,weight=much | 2 | weight: expected
            generate | x --seed -2 | 2 | 0 to 18446744073709551615
            generate | x --subseed -2 | 2 | 0 to 18446744073709551615
            generate | x --subseed-strength 2 | 2 | 0 to 1
            generate | x --seed-resize-from 1x1 | 2 | 8 to 16384
            generate | x --sampler eulr | 2 | one of Euler
            generate | x --scheduler car | 2 | one of Automatic
            generate | x --steps 0 | 2 | 1 to 10000
            generate | x --cfg-scale 101 | 2 | 0 to 100
            generate | x --eta -1 | 2 | 0 or more
            generate | x --eta-ddim NaN | 2 | 0 or more
            generate | x --s-churn -1 | 2 | 0 or more
            generate | x --s-tmin -1 | 2 | 0 or more
            generate | x --s-tmax -1 | 2 | 0 or more
            generate | x --s-noise -1 | 2 | 0 or more
            generate | x --ensd 1.5 | 2 | a whole number
            generate | x --ngms -1 | 2 | 0 or more
            generate | x --skip-early-cond 2 | 2 | 0 to 1
            generate | x --image-cfg-scale -1 | 2 | 0 or more
            generate | x --sigma-min -1 | 2 | 0 or more
            generate | x --sigma-max -1 | 2 | 0 or more
            generate | x --rho -1 | 2 | 0 or more
            generate | x --beta-dist-alpha 0 | 2 | above 0
            generate | x --beta-dist-beta 0 | 2 | above 0
            generate | x --uni-pc-variant bh9 | 2 | bh1, bh2 or vary_coeff
            generate | x --uni-pc-skip-type no | 2 | time_uniform
            generate | x --uni-pc-order 99 | 2 | 1 to 50
            generate | x --initial-noise-multiplier -1 | 2 | 0 or more
            generate | x --img2img-extra-noise -1 | 2 | 0 or more
            generate | x --inpainting-mask-weight 2 | 2 | 0 to 1
            generate | x --sd-vae-encode-method half | 2 | taesd
            generate | x --sd-vae-decode-method half | 2 | taesd
            generate | x --clip-skip 13 | 2 | 1 to 12
            generate | x --emphasis loud | 2 | expected
            generate | x --comma-padding-backtrack 75 | 2 | 0 to 74
            generate | x --padding soft | 2 | expected
            generate | x --hr-scale 9 | 2 | 1 to 8
            generate | x --hr-resize 1x1 | 2 | 8 to 16384
            generate | x --hr-upscaler Magic | 2 | no upscaler
            generate | x --hr-second-pass-steps 10001 | 2 | 0 to 10000
            generate | x --hr-denoising-strength 2 | 2 | 0 to 1
            generate | x --hr-sampler eulr | 2 | one of Euler
            generate | x --hr-schedule car | 2 | one of Automatic
            generate | x --hr-prompt LONG | 2 | at most 65536 characters
            generate | x --hr-negative-prompt LONG | 2 | at most 65536 characters
            generate | x --init-image FILE | 1 | choose a PNG
            generate | x --init-image PICTURE --mask none.png | 1 | choose a PNG
            generate | x --denoising-strength 0.5 | 2 | add --init-image
            generate | x --init-image PICTURE --denoising-strength 2 | 2 | 0 to 1
            generate | x --resize-mode crop | 2 | add --init-image
            generate | x --init-image PICTURE --resize-mode bend | 2 | expected
            generate | x --inpainting-fill original | 2 | add --init-image and --mask
            generate | x --inpainting-fill red | 2 | expected
            generate | x --init-image PICTURE --mask PICTURE --mask-blur -4 | 2 | 0 to 1024
            generate | x --mask-blur -4 | 2 | 0 to 1024
            generate | x --mask-blur 4 | 2 | add --init-image and --mask
            generate | x --init-image PICTURE --mask PICTURE --inpaint-full-res-padding 9999999 | 2 | 0 to 1024
            generate | x --recipe FILE | 1 | Choose
            generate | x --recipe none.json | 1 | check the path
            generate | x --from PICTURE | 1 | The picture holds no recipe. Choose
            generate | x --from FOLDER | 1 | is a folder
            generate | x --model none.safetensors | 1 | check the path
            generate | x --base none.safetensors | 1 | check the path
            generate | x --strategy foo | 2 | one of plain-f32
            generate | x --out y.jpg | 2 | ends in .png
            generate | x --out FILE | 2 | ends in .png
            generate | x --out FILE/deep | 1 | choose another place
            generate | x --embeddings-dir nope | 1 | check the path
            generate | x --on :// | 2 | no web address
            generate | x --priority high | 2 | a whole number
            generate | x --priority -4 | 2 | 0 or more
            generate | x --grid-x steps=0 | 2 | steps: expected 1 to 10000
            generate | x --grid-y colour=red | 2 | no grid axis
            generate | x --grid-z seed | 2 | write the values
            generate | x --device cuda:9 | 2 | cuda:9 cannot be used
            generate | x --device tpu | 2 | auto, cpu, cuda or cuda:N
            read | FILE --device cuda:9 | 2 | leave --device out
            detect | canny PICTURE --out FILE | 1 | is there already
            detect | canny PICTURE --out /proc/x.png | 1 | cannot be written to /proc: no file can be created there; choose another place with --out
            detect | canny PICTURE --resolution 3 | 2 | goes from 64
            detect | canny PICTURE --a 999 | 2 | goes from 1
            detect | canny PICTURE --b -3 | 2 | goes from 1
            detect | shuffle PICTURE --seed x | 2 | a whole number
            detect | canny PICTURE --models none | 1 | check the path
            tokens | x --steps 0 | 2 | 1 to 10000
            device | --choose tpu | 2 | auto, cpu, cuda or cuda:N
            device | --memory -1 | 2 | 0 to 10000 gigabytes
            device | --memory NaN | 2 | 0 to 10000 gigabytes
            device | --use FOLDER | 1 | holds no CUDA build
            bench | --model none.safetensors | 1 | check the path
            bench | --random sd99 | 2 | sd15 only
            bench | --random sd15 --write FILE/x | 1 | check the path
            bench | --random sd15 --strategy plain-f32,foo | 2 | one of plain-f32
            bench | --library 0 | 2 | 1 or more
            bench | --export FILE | 1 | choose a folder
            bench | --random sd15 --json FILE/x | 1 | check the path
            serve | --port 99999 | 2 | 0 to 65535
            serve | --port TAKEN | 1 | choose another with --port
            serve | --port 0 --model none.safetensors | 1 | check the path
            serve | --port 0 --base none.safetensors | 1 | check the path
            serve | --port 0 --strategy foo | 2 | one of plain-f32
            serve | --port 0 --out FILE | 1 | choose a folder
            serve | --port 0 --listen no.such.host.invalid | 2 | no address
            serve | --port 0 --token short | 2 | 16 characters
            serve | --port 0 --token-file none | 2 | choose a text file
            serve | --port 0 --allow-host a/b | 2 | host name
            sandbox | --port -1 | 2 | 0 to 65535
            sandbox | --port 0 --state FILE | 1 | choose a folder
            sandbox | --port 0 --fault flood=1 | 2 | cold
            sandbox | --port 0 --model none.safetensors | 1 | check the path
            sandbox | --port 0 --listen no.such.host.invalid | 2 | no address
            sandbox | --port 0 --token short | 2 | 16 characters
            sandbox | --port 0 --token-file none | 2 | choose a text file
            sandbox | --port 0 --allow-host a/b | 2 | host name
            library search | x --sort size | 2 | newest
            library search | x --limit -1 | 2 | 1 or more
            library export | x --to FILE/x | 1 | choose a folder
            library export | x --to FOLDER --sort size | 2 | newest
            library export | x --to FOLDER --limit 0 | 2 | 1 or more
            library export | x --to FOLDER --format gif | 2 | png
            library export | x --to FOLDER --quality 0 | 2 | 1 to 100
            library export | x --to FOLDER --longest-side -1 | 2 | 1 or more
            library export | x --to FOLDER --contact-sheet pdf | 2 | html, png
            compare | PICTURE PICTURE --report FILE | 1 | choose a folder
            deploy | --sync --dry-run --region atlantis | 2 | region
            services list | --region atlantis | 2 | region
            services start | sd --region atlantis | 2 | region
            services stop | sd --region atlantis | 2 | region
            services lease | sd --idle 30m --region atlantis | 2 | region
            services cost | --region atlantis | 2 | region
            services price | ecs.gn7i-c8g1.2xlarge 10 --region atlantis | 2 | region
            services logs | sd --region atlantis | 2 | region
            services events | sd --region atlantis | 2 | region
            services show | sd --region atlantis | 2 | region
            services delete | sd --yes --region atlantis | 2 | region
            whoami | --region atlantis | 2 | region
            queue ls | sd --region atlantis | 2 | region
            queue put | sd /sdapi/v1/txt2img FILE --region atlantis | 2 | region
            queue watch | sd --region atlantis | 2 | region
            queue cancel | sd 1 --region atlantis | 2 | region
            oss ls | oss://pictures/ --region atlantis | 2 | region
            oss ls | oss://pictures/ --endpoint :// | 2 | web address
            oss get | oss://pictures/k FOLDER --region atlantis | 2 | region
            oss get | oss://pictures/k FOLDER --endpoint :// | 2 | web address
            oss put | FILE oss://pictures/k --region atlantis | 2 | region
            oss put | FILE oss://pictures/k --endpoint :// | 2 | web address
            oss rm | oss://pictures/k --region atlantis | 2 | region
            oss rm | oss://pictures/k --endpoint :// | 2 | web address
            oss restore | oss://pictures/k --region atlantis | 2 | region
            oss restore | oss://pictures/k --endpoint :// | 2 | web address
            oss link | oss://pictures/k --region atlantis | 2 | region
            oss link | oss://pictures/k --endpoint :// | 2 | web address
            deploy | --sync --dry-run --name Größe | 2 | small letters
            deploy | --sync --dry-run --oss bucket | 2 | oss://
            deploy | --sync --dry-run --nas http://x | 2 | mount target
            deploy | --sync --dry-run --machine a/b | 2 | instance type
            deploy | --sync --dry-run --image-tag a:b | 2 | tag of an image
            deploy | --sync --dry-run --vpc vpc-1 | 2 | --security-group
            deploy | --sync --dry-run --vswitch vsw-1 | 2 | belong together
            deploy | --sync --dry-run --security-group sg-1 | 2 | belong together
            services lease | sd --idle soon | 2 | 30m
            services lease | sd --until 25:61 | 2 | 20:00
            services cap | --day -1 | 2 | from 0 to 1000000000
            services cap | --month -1 | 2 | from 0 to 1000000000
            services cap | --day 1 --currency euro | 2 | CNY
            queue put | sd /sdapi/v1/txt2img FILE --tag novalue | 2 | cannot be read
            queue put | sd /sdapi/v1/txt2img FILE --priority high | 2 | a whole number
            queue put | sd /sdapi/v1/txt2img FILE --priority -4 | 2 | 0 or more
            queue watch | sd --window 0 | 2 | 1 or more
            queue watch | sd --count -1 | 2 | 1 or more
            oss link | oss://pictures/k --for soon | 2 | 30m
            oss link | oss://pictures/k --fit 0 | 2 | 1 or more
            login | --id x --region atlantis | 2 | region
            policy | --bucket A/B | 2 | bucket
            bench-queue | --jobs 0 | 2 | 1 or more
            bench-queue | --restarts -1 | 2 | 0 or more
            bench-queue | --seed x | 2 | a whole number
            bench-kills | --jobs 0 | 2 | 1 or more
            bench-kills | --kills -1 | 2 | 0 or more
            bench-kills | --seed x | 2 | a whole number
            """;

    /// Names of variables, which are looked up when the service is called.
    private static final Set<String> ANY_TEXT =
            Set.of("generate --token-env", "services logs --with", "login --id");

    @TempDir private Path folder;
    private Console console = new Console(Path.of(""), false);

    static List<String[]> rows() {
        return ROWS.lines().map(line -> line.split(" *\\| *")).toList();
    }

    @BeforeEach
    void open() {
        console = new Console(folder.resolve("home"), false);
        var home = new DataFolder(folder.resolve("home"), folder.resolve("natives"));
        console.engine.devices =
                Optional.of(
                        new Devices(
                                home,
                                Result.NoCard::new,
                                CudaPlatform.LINUX,
                                _ -> Optional.empty()));
        var access =
                new CloudAccess(
                        Map.of(
                                "ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI-nobody",
                                "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "nothing",
                                "ALIBABA_CLOUD_REGION_ID", "cn-shanghai",
                                "ATELIER_CLOUD_ENDPOINT", "http://127.0.0.1:9",
                                "ATELIER_OSS_ENDPOINT", "http://127.0.0.1:9"),
                        folder);
        cloud(access, home);
        console.cli.add(new LibraryCommand(console.terminal(), home, access, new Cancellation()));
        console.cli.add(new CompareCommand(console.terminal(), home, access, new Cancellation()));
    }

    /// Nobody listens where this account's cloud is.
    private void cloud(CloudAccess access, DataFolder home) {
        var terminal = console.terminal();
        var spending = new Spending(home.root(), InstantSource.system());
        var cancellation = new Cancellation();
        var cloud =
                new CloudContext(terminal, access, cancellation, Duration.ofMillis(1), spending);
        var threads = Thread.ofVirtual();
        List.of(
                        new LoginCommand(
                                terminal, access, new BufferedReader(new StringReader("secret\n"))),
                        new DeployCommand(cloud),
                        new WhoamiCommand(terminal, access),
                        new PolicyCommand(terminal),
                        new ServicesCommand(cloud),
                        new QueueCommand(cloud),
                        new QueueBenchCommand(terminal, threads::start),
                        new QueueKillsCommand(terminal, threads::start, List.of()),
                        new OssCommand(terminal, access, cancellation, home.transfers()))
                .forEach(console.cli::add);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    @Timeout(30) // a server that starts would run on
    void refusesAValueUnderTheOptionsName(String command, String arguments, int code, String said)
            throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var words = new ArrayList<>(List.of(command.split(" ")));
            for (var word : arguments.split(" ", -1)) {
                words.add(filled(word, taken.getLocalPort()));
            }
            var option = words.stream().filter(it -> it.startsWith("--")).toList().getLast();

            int ended = console.run(words.toArray(String[]::new));

            assertThat(console.err()).contains(option).contains(said);
            assertThat(ended).as(console.err()).isEqualTo(code);
            assertThat(console.err()).doesNotContain("Exception").doesNotContain("\tat ");
            assertThat(console.err().lines()).hasSizeLessThanOrEqualTo(2);
            assertThat(console.engine.loads).isZero();
        }
    }

    private String filled(String word, int taken) throws IOException {
        var picture = folder.resolve("start.png");
        if (word.equals("PICTURE")) {
            var pixels = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(pixels, "png", picture.toFile());
        }
        var file = folder.resolve("file.txt");
        Files.writeString(file, "words");
        return word.replace("FILE", file.toString())
                .replace("FOLDER", Files.createDirectories(folder.resolve("some")).toString())
                .replace("PICTURE", picture.toString())
                .replace("TAKEN", String.valueOf(taken))
                .replace("LONG", "a".repeat(65_537));
    }

    /// The card is there, PyTorch's CUDA build is not: the remedy brings it. Set in the settings,
    /// the same card falls back, and `doctor` says why.
    @Test
    void saysWhatACardNeedsThatIsNamed() {
        var named = withCard();
        assertThat(named.run("generate", "x", "--device", "cuda")).isEqualTo(2);
        assertThat(named.err()).contains("--device: NVIDIA GeForce RTX 3060").contains("--fetch");

        assertThat(withCard().run("device", "--choose", "cuda:0")).isZero();
        assertThat(withCard().run("generate", "x", "--size", "64x64")).isZero();
        var doctor = withCard();
        assertThat(doctor.run("doctor")).isZero();
        assertThat(doctor.out()).containsPattern("computes on +cpu").contains("--fetch");
    }

    /// A run of its own on the same data folder.
    private Console withCard() {
        var run = new Console(folder.resolve("home"), false);
        var home = new DataFolder(folder.resolve("home"), folder.resolve("natives"));
        run.engine.devices =
                Optional.of(
                        new Devices(
                                home,
                                FakeCards::rtx3060,
                                CudaPlatform.LINUX,
                                _ -> Optional.empty()));
        return run;
    }

    @Test
    void knowsABadValueOfEveryOption() {
        var tried = new TreeSet<>(ANY_TEXT);
        for (var row : rows()) {
            Arrays.stream(row[1].split(" "))
                    .filter(word -> word.startsWith("--"))
                    .forEach(word -> tried.add(row[0] + " " + word));
        }
        var missing = new TreeSet<String>();
        collect("", console.cli.line(""), missing);

        missing.removeIf(tried::contains);

        assertThat(missing).isEmpty();
    }

    private static void collect(String name, CommandLine line, Set<String> into) {
        for (var each : line.getSubcommands().entrySet()) {
            var path = (name + " " + each.getKey()).strip();
            var command = each.getValue();
            if (command.getCommandSpec().usageMessage().hidden()) {
                continue;
            }
            command.getCommandSpec().options().stream()
                    .filter(option -> option.arity().max() > 0 && !option.hidden())
                    .filter(option -> !option.inherited())
                    .map(OptionSpec::longestName)
                    .forEach(option -> into.add(path + " " + option));
            collect(path, command, into);
        }
    }
}
