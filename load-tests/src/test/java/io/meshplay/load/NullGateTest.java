package io.meshplay.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler flags of the build really refuse what they should: a checker that is silently off is seen here. */
final class NullGateTest {
    private static final Pattern ARGUMENT = Pattern.compile("<arg>(.*?)</arg>");

    @TempDir
    Path directory = Path.of("");

    @Test
    void refusesADereferenceOfWhatMayBeNull() throws Exception {
        String output = compile("""
                package bad;

                @org.jspecify.annotations.NullMarked
                final class Bad {
                    private Bad() {}

                    static int length(java.util.Map<String, String> names) {
                        return names.get("absent").length();
                    }
                }
                """);

        assertThat(output).contains("[NullAway]").contains("dereferenced expression");
    }

    @Test
    void refusesATypeWithoutNullMarking() throws Exception {
        assertThat(compile("package bad;\n\nfinal class Bad {}\n")).contains("[RequireExplicitNullMarking]");
    }

    @Test
    void takesWhatIsSound() throws Exception {
        assertThat(compile("package bad;\n\n@org.jspecify.annotations.NullMarked\nfinal class Bad {}\n"))
                .isEqualTo("exit 0\n");
    }

    /** Compiles one file as the build does, with the arguments of the parent POM. {@return what the compiler says} */
    private String compile(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("Bad.java"), source);
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                // our own jars name libraries beside them that are elsewhere during a build
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("meshplay-"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(virtualMachineOptions());
        command.addAll(compilerArguments());
        command.addAll(List.of("-d", directory.toString(), "-cp", classPath, "-processorpath", classPath));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        return output + "exit " + process.waitFor() + "\n";
    }

    private static List<String> virtualMachineOptions() {
        return Repository.read(Path.of(".mvn/jvm.config"))
                .lines()
                .map(line -> "-J" + line.strip().replaceFirst(" ", "="))
                .toList();
    }

    /** {@return the arguments that main code is compiled with: the first list in the parent POM} */
    private static List<String> compilerArguments() {
        String pom = Repository.read(Path.of("pom.xml"));
        String list = pom.substring(pom.indexOf("<compilerArgs>"), pom.indexOf("</compilerArgs>"));
        return ARGUMENT.matcher(list)
                .results()
                .map((MatchResult match) -> match.group(1).replace("${doclint}", "none"))
                .toList();
    }
}
