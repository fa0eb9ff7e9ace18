package io.meshplay.models.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.convert.DesignExporter.Target;
import io.meshplay.models.convert.report.ImportReport.Format;
import io.meshplay.models.convert.report.ImportReport.Warning;
import io.meshplay.models.design.Relationship;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ComposeTest {
    @Test
    @DisplayName(
            "[FORMAT-17] a Compose file becomes workloads, Services, claims, config maps and secrets, field by field")
    void readsCompose() {
        var imported = Files.own("compose.yml");

        String manifest = new String(
                DesignExporter.write(imported.design(), Target.KUBERNETES).file(), StandardCharsets.UTF_8);
        assertThat(imported.report().format()).isEqualTo(Format.COMPOSE);
        assertThat(imported.design().name()).isEqualTo("shop");
        assertThat(manifest).isEqualTo(new String(Files.bytes("compose-manifest.yaml"), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("[FORMAT-18] what is not mapped is reported with its place, each thing once")
    void reportsTheRest() {
        var warnings = Files.own("compose.yml").report().warnings();

        assertThat(warnings)
                .extracting(Warning::path)
                .contains(
                        "/version",
                        "/networks",
                        "/services/web/build",
                        "/services/web/container_name",
                        "/services/web/colour",
                        "/services/web/volumes",
                        "/services/web/environment",
                        "/services/db/env_file",
                        "/volumes/data/driver",
                        "/secrets/password");
        assertThat(warnings).extracting(Warning::path).noneMatch(path -> path.contains("x-"));
        assertThat(warnings).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("[FORMAT-18] what a service depends on or links to is a relationship between the workloads")
    void keepsDependencies() {
        var design = Files.own("compose.yml").design();
        String web = Files.component(design, "Deployment").id();

        assertThat(design.relationships())
                .extracting(Relationship::from, Relationship::sub)
                .contains(Assertions.tuple(web, "depends-on"));
        assertThat(design.relationships()).hasSize(2);
    }
}
