package io.meshplay.load;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom, by module and by package; docs/architecture.md draws it. */
@AnalyzeClasses(packages = "io.meshplay", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String MODELS = "io.meshplay.models..";
    private static final String CRDT = "io.meshplay.crdt..";
    private static final String COLLAB = "io.meshplay.collab..";
    private static final String LOAD = "io.meshplay.load..";
    private static final String WIRE = "io.meshplay.collab.wire..";
    private static final String ROOM = "io.meshplay.collab.room..";
    private static final String THREAD = "io.meshplay.collab.thread";
    private static final String STORE = "io.meshplay.collab.store";
    private static final String PRESENCE = "io.meshplay.collab.presence";
    private static final String ADAPTERS = "io.meshplay.collab.store.*..";

    @ArchTest
    static final ArchRule MODELS_KNOW_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage(MODELS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CRDT, COLLAB, LOAD, "io.vertx..", "java.sql..", "java.net.http..");

    @ArchTest
    static final ArchRule CRDT_KNOWS_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage(CRDT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODELS, COLLAB, LOAD, "io.vertx..", "java.sql..");

    @ArchTest
    static final ArchRule THE_SERVER_DOES_NOT_KNOW_ITS_LOAD_TESTS = noClasses()
            .that()
            .resideInAPackage(COLLAB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LOAD);

    @ArchTest
    static final ArchRule WIRE_KNOWS_ONLY_CRDT = noClasses()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .dependOnClassesThat(describe(
                    "are of the server outside wire, or of the models",
                    type -> outside(type.getPackageName(), "io.meshplay.collab.wire", "io.meshplay.crdt")));

    @ArchTest
    static final ArchRule ROOM_KNOWS_WIRE_CRDT_AND_PORTS = noClasses()
            .that()
            .resideInAPackage(ROOM)
            .should()
            .dependOnClassesThat(describe(
                    "are of the server outside room, wire and the ports of store, or of the models",
                    type -> outside(
                                    type.getPackageName(),
                                    "io.meshplay.collab.room",
                                    "io.meshplay.collab.wire",
                                    "io.meshplay.crdt")
                            && !type.getPackageName().equals(STORE)));

    @ArchTest
    static final ArchRule PORTS_KNOW_NOTHING_OF_THE_SERVER = noClasses()
            .that()
            .resideInAPackage(STORE)
            .should()
            .dependOnClassesThat(describe(
                    "are of the server outside the ports, or of another module",
                    type -> type.getPackageName().startsWith("io.meshplay.")
                            && !type.getPackageName().equals(STORE)
                            && !type.getPackageName().equals(THREAD)));

    @ArchTest
    static final ArchRule ONLY_WIRING_KNOWS_A_STORE_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackage(ADAPTERS)
            .and()
            .doNotHaveFullyQualifiedName("io.meshplay.collab.Wiring")
            .and()
            .doNotHaveFullyQualifiedName("io.meshplay.collab.Foundation")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ADAPTERS);

    @ArchTest
    static final ArchRule ONLY_WIRING_KNOWS_THE_PRESENCE_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackage(PRESENCE)
            .and()
            .resideOutsideOfPackage("io.meshplay.collab")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PRESENCE);

    @ArchTest
    static final ArchRule ONLY_THE_PRESENCE_ADAPTER_SPEAKS_REDIS = noClasses()
            .that()
            .resideOutsideOfPackage(PRESENCE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule PRESENCE_KNOWS_ONLY_PORTS = noClasses()
            .that()
            .resideInAPackage(PRESENCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.meshplay.collab.api..",
                    "io.meshplay.collab.cli..",
                    "io.meshplay.collab.socket..",
                    STORE,
                    ADAPTERS,
                    WIRE);

    @ArchTest
    static final ArchRule DESIGNS_KNOW_NO_RESOURCE = noClasses()
            .that()
            .resideInAPackage("io.meshplay.collab.designs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.meshplay.collab.api..", "io.meshplay.collab.cli..", WIRE);

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTERS_SPEAK_SQL = noClasses()
            .that()
            .resideOutsideOfPackage(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_CALLS_NATIVE_CODE = classes()
            .that()
            .containAnyMethodsThat(
                    describe("are native", method -> method.getModifiers().contains(JavaModifier.NATIVE)))
            .should()
            .resideInAPackage("io.meshplay.crdt");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("io.meshplay.(*).(**)")
            .namingSlices("$1 $2")
            .should()
            .beFreeOfCycles();

    /** Whether a package is ours, none of those that are known, and not that of the thread annotations. */
    private static boolean outside(String packageName, String... known) {
        for (String prefix : known) {
            if (packageName.equals(prefix) || packageName.startsWith(prefix + ".")) {
                return false;
            }
        }
        return packageName.startsWith("io.meshplay.") && !packageName.equals(THREAD);
    }
}
