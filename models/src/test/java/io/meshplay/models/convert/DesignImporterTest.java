package io.meshplay.models.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshplay.models.convert.report.ImportReport.Format;
import io.meshplay.models.convert.report.ImportReport.Warning;
import io.meshplay.models.design.CanonicalDesign;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.design.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DesignImporterTest {
    private static final String WEB = "5c8e69ae-7f6e-4e7e-8f0a-000000000003";
    private static final String SERVICE = "75385900-7f6e-4e7e-8f0a-000000000002";
    private static final String SHOP = "ac22cbeb-7f6e-4e7e-8f0a-000000000004";

    @Test
    @DisplayName(
            "[DESIGN-15] an old design has its services as components, with settings, labels and namespace as configuration")
    void readsServices() {
        var imported = Files.own("services.yml");

        Component web = Files.component(imported.design(), "Deployment");
        assertThat(imported.report().format()).isEqualTo(Format.SERVICES);
        assertThat(imported.report().components()).isEqualTo(4);
        assertThat(imported.design().name()).isEqualTo("Old shop");
        assertThat(web.model()).isEqualTo("kubernetes");
        assertThat(web.version()).isEqualTo("apps/v1");
        assertThat(web.configuration().entries())
                .containsEntry("/metadata/labels/app", Json.of("web"))
                .containsEntry("/metadata/namespace", Json.of("shop"))
                .containsEntry("/spec/replicas", Json.of(2))
                .doesNotContainKey("/metadata/annotations");
        assertThat(web.style().values()).containsOnlyKeys("shape", "primaryColor");
    }

    @Test
    @DisplayName(
            "[DESIGN-16] ids of the file stay, one that stands twice is made anew, a missing parent counts as none")
    void keepsIds() {
        var imported = Files.own("services.yml");

        Component text = Files.component(imported.design(), "TextBox");
        assertThat(imported.design().components())
                .extracting(Component::id)
                .contains(WEB, SERVICE, SHOP)
                .hasSize(4);
        assertThat(text.id()).matches("[A-Za-z0-9]{16}");
        assertThat(text.parent()).isNull();
        assertThat(Files.component(imported.design(), "Deployment").parent()).isEqualTo(SHOP);
        assertThat(imported.report().warnings())
                .extracting(Warning::path)
                .contains("/services/TextBox", "/services/TextBox/traits/meshmap/edges/0");
    }

    @Test
    @DisplayName(
            "[DESIGN-17] an edge that stands with both of its ends is one relationship; one without an end is left out and reported")
    void keepsEdges() {
        List<Relationship> relationships = Files.own("services.yml").design().relationships();

        assertThat(relationships)
                .containsExactly(new Relationship(
                        "3156aae7-7f6e-4e7e-8f0a-000000000001",
                        SERVICE,
                        WEB,
                        "edge",
                        "network",
                        null,
                        new Json.Fields(Map.of("port", Json.of(80), "protocol", Json.of("TCP")))));
    }

    @Test
    @DisplayName("[DESIGN-17] what a hand-written service depends on is an edge, and ids and places are made for it")
    void readsServicesByHand() {
        var imported = Files.own("services-by-hand.yml");

        Component api = Files.component(imported.design(), "Deployment");
        Component database = Files.component(imported.design(), "StatefulSet");
        assertThat(imported.design().relationships())
                .extracting(Relationship::from, Relationship::to, Relationship::sub)
                .containsExactly(tuple(api.id(), database.id(), "depends-on"));
        assertThat(api.id()).matches("[A-Za-z0-9]{16}");
        assertThat(api.position()).isNotEqualTo(database.position());
        assertThat(imported.report().warnings()).extracting(Warning::path).containsExactly("/services/note");
    }

    @Test
    @DisplayName(
            "[DESIGN-18] names written for display are read as they are spelled; where that is not certain they stay, and it is said")
    void restoresNames() {
        var services = Files.own("services.yml");
        var v1beta1 = Files.own("v1beta1.yml");

        assertThat(Files.component(services.design(), "Deployment")
                        .configuration()
                        .entries())
                .containsEntry("/spec/selector/matchLabels/app", Json.of("web"))
                .hasEntrySatisfying(
                        "/spec/template/spec/containers",
                        containers -> assertThat(containers.toString()).contains("imagePullPolicy"));
        assertThat(Files.component(v1beta1.design(), "StatefulSet")
                        .configuration()
                        .entries())
                .containsKeys("/spec/podManagementPolicy", "/spec/serviceName", "/metadata/annotations/Read Me");
        assertThat(v1beta1.report().warnings())
                .extracting(Warning::path)
                .contains("/components/0/configuration/metadata/annotations/Read Me");
    }

    @Test
    @DisplayName(
            "[DESIGN-19] credentials of whoever exported the design are removed and reported; what users configure stays")
    void removesCredentials() {
        var imported = Files.own("v1beta1.yml");

        String registrant = "/components/0/model/registrant/metadata/";
        assertThat(imported.report().warnings())
                .extracting(Warning::path)
                .contains(
                        registrant + "auth/user/client-certificate-data",
                        registrant + "auth/user/client-key-data",
                        registrant + "cluster/certificate-authority-data",
                        registrant + "password");
        assertThat(new String(DesignExporter.json(imported.design()), UTF_8))
                .doesNotContain("made up")
                .contains("a user's own");
        assertThat(imported.report().warnings().toString()).doesNotContain("made up");
    }

    @Test
    @DisplayName(
            "[DESIGN-15] a design of form v1beta1 has components and edges; a parent relationship says what is inside what")
    void readsV1beta1() {
        var imported = Files.own("v1beta1.yml");

        Component zk = Files.component(imported.design(), "StatefulSet");
        Component namespace = Files.component(imported.design(), "Namespace");
        assertThat(imported.report().format()).isEqualTo(Format.V1BETA1);
        assertThat(zk.parent()).isEqualTo("zk-ns");
        assertThat(namespace.name()).isEqualTo("Namespace");
        assertThat(namespace.model()).isEqualTo("kubernetes");
        assertThat(imported.design().relationships())
                .extracting(Relationship::id)
                .containsExactly("edge");
        assertThat(imported.design().relationships().getFirst().metadata().text("type"))
                .isEqualTo("non-binding");
    }

    @Test
    @DisplayName("[DESIGN-20] annotations keep their kind, their look and that they are annotations")
    void keepsAnnotations() {
        Component text = Files.component(Files.own("services.yml").design(), "TextBox");

        assertThat(text.annotation()).isTrue();
        assertThat(text.size().width()).isEqualTo(214.9);
        assertThat(text.style().values()).containsKeys("shape", "borderStyle", "textOverlay");
    }

    @Test
    @DisplayName(
            "[DESIGN-21] positions keep their arrangement, spread until nodes do not overlap, and a container is around what it holds")
    void keepsPlaces() {
        Design design = Files.own("services.yml").design();

        Component web = Files.component(design, "Deployment");
        Component service = Files.component(design, "Service");
        Component shop = Files.component(design, "Namespace");
        assertThat(web.position().x()).isEqualTo(3 * 70.0);
        assertThat(service.position().x()).isEqualTo(3 * -30.0);
        assertThat(web.position().x() - service.position().x()).isGreaterThan(Size.NODE.width());
        assertThat(shop.position().x()).isLessThan(service.position().x());
        assertThat(shop.position().x() + shop.size().width())
                .isGreaterThan(web.position().x() + web.size().width());
        assertThat(service.z()).isLessThan(web.z());
    }

    @Test
    @DisplayName("[DESIGN-21] positions of a file whose nodes stand apart are taken as they are")
    void leavesGoodPlacesAlone() {
        var imported = Files.text("""
                services:
                  a: {type: Pod, traits: {meshmap: {position: {posX: 330, posY: 330}}}}
                  b: {type: Pod, traits: {meshmap: {position: {posX: "730.5px", posY: 331}}}}
                """);

        assertThat(imported.design().components())
                .extracting(component -> component.position().x())
                .containsExactlyInAnyOrder(330.0, 730.5);
    }

    @Test
    @DisplayName("[DESIGN-15] a manifest has an object a component, lists taken apart, namespaces around their objects")
    void readsManifests() {
        var imported = Files.imported(Files.read(Files.bytes("manifest.yaml"), "some/path/manifest.yaml"));

        Component web = Files.component(imported.design(), "Deployment");
        Component shop = Files.component(imported.design(), "Namespace");
        assertThat(imported.report().format()).isEqualTo(Format.KUBERNETES);
        assertThat(imported.design().name()).isEqualTo("manifest");
        assertThat(imported.design().components()).hasSize(4);
        assertThat(web.parent()).isEqualTo(shop.id());
        assertThat(web.configuration().entries().keySet())
                .containsExactly("/metadata/namespace", "/spec/replicas", "/spec/template/spec/containers");
        assertThat(web.configuration().entries().get("/spec/template/spec/containers"))
                .asString()
                .contains("side")
                .doesNotContain("<<");
        assertThat(imported.report().warnings())
                .extracting(Warning::path)
                .containsExactly("/2/items/0/status", "/2/items/0/metadata", "/3", "/3/metadata", "/4");
    }

    @Test
    @DisplayName(
            "[DESIGN-21] without positions components stand in a grid: none overlaps another, children are inside their container")
    void laysOutAGrid() {
        var file = new StringBuilder("apiVersion: v1\nkind: Namespace\nmetadata: {name: inside}\n");
        for (int i = 0; i < 30; i++) {
            String metadata = "{name: p" + i + (i % 2 == 0 ? ", namespace: inside}" : "}");
            file.append("---\napiVersion: v1\nkind: Pod\nmetadata: ")
                    .append(metadata)
                    .append('\n');
        }

        Design design = Files.text(file.toString()).design();

        Component namespace = Files.component(design, "Namespace");
        for (Component one : design.components()) {
            for (Component other : design.components()) {
                boolean same = one.equals(other);
                boolean inside = namespace.id().equals(one.parent()) && other.equals(namespace);
                boolean around = namespace.id().equals(other.parent()) && one.equals(namespace);
                String both = one.name() + " and " + other.name();
                assertThat(same || around || (inside ? isInside(one, other) : isApart(one, other)))
                        .as(both)
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("[DESIGN-16] the same file, the same random numbers: the same design")
    void isDeterministic() {
        for (String file : Files.OWN) {
            assertThat(CanonicalDesign.of(Files.own(file).design()).hash())
                    .isEqualTo(CanonicalDesign.of(Files.own(file).design()).hash());
        }
    }

    private static boolean isInside(Component one, Component other) {
        return one.position().x() >= other.position().x()
                && one.position().y() >= other.position().y()
                && one.position().x() + one.size().width()
                        <= other.position().x() + other.size().width()
                && one.position().y() + one.size().height()
                        <= other.position().y() + other.size().height();
    }

    private static boolean isApart(Component one, Component other) {
        return one.position().x() + one.size().width() <= other.position().x()
                || other.position().x() + other.size().width() <= one.position().x()
                || one.position().y() + one.size().height() <= other.position().y()
                || other.position().y() + other.size().height()
                        <= one.position().y();
    }
}
